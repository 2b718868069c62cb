"""What comes in about joint needs, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import Number
from foundation.text.text_type import OneLine, Paragraphs
from registry.needs.schemas import Reason, Versioned

Weight = Annotated[Number, Field(ge=0, le=100)]


class JointTerms(Versioned):
    """What the towns ask for together, who leads, and by which rules they mean to share: per cent, together 100."""

    title: Annotated[str, OneLine(80)]
    purpose: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    lead: UUID
    equal_weight: Weight = 100
    population_weight: Weight = 0
    use_weight: Weight = 0

    @model_validator(mode="after")
    def _whole(self) -> "JointTerms":
        total = self.equal_weight + self.population_weight + self.use_weight
        if total != 100:
            raise ValueError(f"均等割・人口割・従量は、合わせて100にしてください（今は{total}です）。")
        return self


class JointPlan(JointTerms):
    """A new joint need: at least two needs of different towns."""

    needs: list[UUID] = Field(min_length=2, max_length=30)


class Joining(Versioned):
    """Needs that join later, or again."""

    needs: list[UUID] = Field(min_length=1, max_length=30)


class Leaving(Reason):
    """Why a need goes its own way again; its town reads it."""


class PartRow(Struct, frozen=True):
    """A town in a joint need. Half-days a month; `share_per_million` None where a measure is missing."""

    id: UUID
    need: UUID
    municipality: UUID
    municipality_name: str
    population: int | None
    population_as_of: date | None
    half_days: int | None
    joined_at: datetime
    left_at: datetime | None
    left_reason: str
    share_per_million: int | None


class JointNeedRow(Struct, frozen=True):
    """A joint need with its parts, those that left included. Weights in per cent."""

    id: UUID
    owner: UUID
    owner_name: str
    lead: UUID
    lead_name: str
    title: str
    purpose: str
    equal_weight: int
    population_weight: int
    use_weight: int
    parts: list[PartRow]
    missing: list[str]
    created_at: datetime
    version: int

    @property
    def living(self) -> list[PartRow]:
        """The towns that are in it now."""
        return [part for part in self.parts if part.left_at is None]

    @property
    def is_split(self) -> bool:
        """Whether fewer than two towns are left in it."""
        return len(self.living) < 2

    @property
    def lead_is_in(self) -> bool:
        """Whether the leading town still takes part."""
        return self.lead in {part.municipality for part in self.living}
