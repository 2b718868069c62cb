"""What comes in about settlements, and what goes out. Money is whole yen, with tax."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from matching.agreements.rules import Mix
from matching.settlements.rules import CostKind

MOST_YEN: Final = 1_000_000_000
Reason = Annotated[str, Paragraphs(1000)]


class NewSettlement(Shape):
    """Which agreement's fiscal year is to be settled."""

    agreement: UUID
    fiscal_year: Annotated[Number, Field(ge=2015, le=2100)]


class NewCost(Shape):
    """A cost of the year, with the paper it stands on. `version`: the settlement's, as the page showed it."""

    incurred_on: date
    kind: CostKind
    source: Annotated[str, OneLine(120)]
    amount: Annotated[Number, Field(ge=1, le=MOST_YEN)]
    version: Number


class Seen(Shape):
    """A step taken on what was seen."""

    version: Number


class Told(Seen):
    """The same, with the reason that the other bodies read."""

    reason: Reason


class Assent(Shape):
    """The part that is agreed to, in yen, as the page showed it."""

    share_yen: Annotated[Number, Field(ge=0)]


class Paid(Seen):
    """What each body has paid before: bodies and yen in the same order."""

    bodies: list[UUID] = Field(min_length=1, max_length=100)
    yen: list[Annotated[Number, Field(ge=0, le=MOST_YEN)]] = Field(min_length=1, max_length=100)


class CostRow(Struct, frozen=True):
    """A cost of the year."""

    id: UUID
    incurred_on: date
    kind: CostKind
    source: str
    amount: int


class ShareRow(Struct, frozen=True):
    """A body's part. `half_days`: what it confirmed in the year, None while the settlement is drafted; `share_yen`:
    what it bears, `paid_yen`: what it has paid before."""

    id: UUID
    organisation: UUID
    organisation_name: str
    inhabitants: int | None
    inhabitants_as_of: date | None
    half_days: int | None
    paid_yen: int
    share_yen: int | None
    agreed_at: datetime | None

    @property
    def difference(self) -> int | None:
        """What is still to be paid; below nothing: what is given back."""
        return None if self.share_yen is None else self.share_yen - self.paid_yen


class SettlementRow(Struct, frozen=True):
    """A settlement. `total_yen`: the year's costs, None while it is drafted. `corrected_by`: its correction."""

    id: UUID
    agreement: UUID
    proposal: UUID
    agreement_title: str
    owner: UUID
    owner_name: str
    fiscal_year: int
    corrects: UUID | None
    reason: str
    equal: int
    population: int
    use: int
    total_yen: int | None
    state: str
    told_on: date | None
    closed_on: date | None
    version: int
    corrected_by: UUID | None = None

    @property
    def mix(self) -> Mix:
        """The agreement's rule."""
        return Mix(self.equal, self.population, self.use)


class SettlementPage(Struct, frozen=True):
    """A settlement with its costs and every body's part. While it is drafted, `shares` are what they would come to
    now, as far as that can be told: `obstacle` says what is missing. `unconfirmed`: towns with work that waits for
    their confirmation."""

    settlement: SettlementRow
    costs: list[CostRow]
    shares: list[ShareRow]
    unconfirmed: list[str] = []
    obstacle: str = ""

    @property
    def total(self) -> int:
        """The year's costs."""
        return sum(cost.amount for cost in self.costs)
