"""What comes in and goes out about agreements, and what a confirmed proposal puts in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.database.columns import Period
from foundation.text.field_types import Number
from foundation.text.shape import Shape
from matching.agreements.rules import LIFE, Mix, ShareBasis

Percent = Annotated[Number, Field(ge=0, le=100)]


class CostDivision(Shape):
    """How the cost is to be divided: per cent by each rule, together 100, and the yearly estimate in yen.

    `version` is the agreement's, as the page showed it.
    """

    equal: Percent = 0
    population: Percent = 0
    use: Percent = 0
    yearly_yen: Annotated[Number, Field(ge=0, le=100_000_000_000)]
    version: Number

    @model_validator(mode="after")
    def _whole(self) -> "CostDivision":
        total = self.equal + self.population + self.use
        if total != 100:
            raise ValueError(f"三つの割合の合計を100％にしてください（今は{total}％です）。")
        return self

    @property
    def mix(self) -> Mix:
        """The rule it stands for."""
        return Mix(self.equal, self.population, self.use)


class TownPart(Struct, frozen=True):
    """What a town agrees to: half-days a month, from the first to the last day."""

    half_days: int
    first_day: date
    last_day: date

    @property
    def during(self) -> Period:
        """The same days, half-open."""
        return Period.inclusive(self.first_day, self.last_day)

    def and_also(self, other: "TownPart") -> "TownPart":
        """Two lines of one town as one part: their days together, over both periods."""
        return TownPart(
            self.half_days + other.half_days, min(self.first_day, other.first_day), max(self.last_day, other.last_day)
        )


class AgreementDraft(Struct, frozen=True):
    """An agreement to be drafted, from `first_day` to before `end`. `post`: who is shared, never by name.

    `amends` and `text`: the agreement it is to replace, and the text to go on from.
    """

    proposal: UUID
    title: str
    towns: Mapping[UUID, TownPart]
    first_day: date
    end: date
    post: str = ""
    amends: UUID | None = None
    text: str | None = None


class BodyRow(Struct, frozen=True):
    """A body's part. Half-days a month; the share is in millionths of the cost; the period is the town's own.

    Population and yen a year stand once the cost's division is decided. `approved_at`: when it agreed to the text that
    stands; None where it agreed to an earlier one only (`agreed_text`).
    """

    organisation: UUID
    organisation_name: str
    half_days: int
    share_basis: str
    share_per_million: int
    approved_at: datetime | None
    population: int | None = None
    population_as_of: date | None = None
    yearly_yen: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    agreed_text: int | None = None


class CostPlanRow(Struct, frozen=True):
    """The version of the cost's division that holds: per cent by each rule, yen a year."""

    number: int
    equal: int
    population: int
    use: int
    yearly_yen: int

    @property
    def mix(self) -> Mix:
        """The rule it stands for."""
        return Mix(self.equal, self.population, self.use)

    @property
    def basis(self) -> ShareBasis:
        """The one rule it is, or a mix."""
        return self.mix.basis

    @property
    def words(self) -> str:
        """`均等割30％・人口割70％`"""
        parts = (("均等割", self.equal), ("人口割", self.population), ("日数割", self.use))
        return "・".join(f"{name}{percent}％" for name, percent in parts if percent)


class AgreementRow(Struct, frozen=True):
    """An agreement; the period is shown inclusive."""

    id: UUID
    proposal: UUID
    owner: UUID
    owner_name: str
    title: str
    first_day: date
    last_day: date
    state: str
    concluded_on: date | None
    version: int
    bodies: list[UUID] = []
    post: str = ""
    current_text: int = 0
    in_force_on: date | None = None
    amends: UUID | None = None
    amends_concluded_on: date | None = None
    amended_by: UUID | None = None

    @property
    def on_paper(self) -> bool:
        """Concluded before texts and signatures were kept here (`matching_0011`): it has no text, and no signatures."""
        return self.state == "concluded" and self.current_text == 0

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return "締結済み（署名の記録なし）" if self.on_paper else LIFE.words[self.state]


class TextRow(Struct, frozen=True):
    """A version of the text. The first says which wording it is: `wording_owner` None for the shipped one."""

    number: int
    text: str
    comment: str
    proposed_by: UUID
    proposed_by_name: str
    created_at: datetime
    wording_owner: UUID | None
    wording_owner_name: str
    wording_number: int | None

    @property
    def wording(self) -> str:
        """`標準の文例（第1版）`, empty where it was proposed as a change."""
        if self.wording_number is None:
            return ""
        return (
            f"{self.wording_owner_name + 'の文例' if self.wording_owner else '標準の文例'}（第{self.wording_number}版）"
        )


class AnnexRow(Struct, frozen=True):
    """A paper that belongs to the agreement."""

    id: UUID
    title: str
    added_by: UUID
    added_by_name: str


class SignatureRow(Struct, frozen=True):
    """A body's signature; `scanned`: whether the signed paper is kept."""

    id: UUID
    organisation: UUID
    organisation_name: str
    signed_on: date
    office: str
    signer: str
    scanned: bool


class AgreementPage(Struct, frozen=True):
    """An agreement with everybody's part, its text, its annexes and its signatures in their order.

    `terms`: the mark of what a body agrees to, its text, the division of the cost and the annexes.
    """

    agreement: AgreementRow
    bodies: list[BodyRow]
    plan: CostPlanRow | None = None
    text: TextRow | None = None
    annexes: list[AnnexRow] = []
    signatures: list[SignatureRow] = []
    terms: str = ""

    @property
    def untouched(self) -> bool:
        """Whether nobody has agreed to what stands: the division of the cost and the annexes may still change."""
        return self.agreement.state == "draft" and not any(body.approved_at for body in self.bodies)

    @property
    def next_to_sign(self) -> BodyRow | None:
        """Whose turn it is; None once everybody has signed."""
        signed = {row.organisation for row in self.signatures}
        waiting = next((body for body in self.agreement.bodies if body not in signed), None)
        return next((body for body in self.bodies if body.organisation == waiting), None)
