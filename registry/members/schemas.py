"""What comes in about people, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from foundation.text.field_types import UUID_TEXT, Number, Yen
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.capacity.rules import AppointmentForm
from registry.capacity.schemas import DaysOffered
from registry.disclosures.schemas import DisclosureRow
from registry.members.rules import Certificate, ExperienceBand
from registry.skills.rules import Role

Email = Annotated[str, OneLine(254), Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, OneLine(40)]
Level = Annotated[int, Field(ge=1, le=4)]
TWICE = "同じスキルが二度選ばれています。一つにしてください。"


class SkillHeld(Shape):
    """A skill as registered; level None: 未確認. `verified`: the registering body saw proof."""

    skill: UUID
    level: Level | None = None
    verified: bool = False


class NewMember(Shape):
    """A person taken into the viewer's pool. Without a role or a level the person stays incomplete."""

    name: Annotated[str, OneLine(100)]
    kana: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    roles: list[Role] = Field(default_factory=list, max_length=4)
    skills: list[SkillHeld] = Field(default_factory=list, max_length=60)
    experience_band: ExperienceBand | None = None
    prefecture: UUID | None = None
    base: UUID | None = None
    on_site: bool = True
    remote: bool = True
    forms: list[AppointmentForm] = Field(default_factory=list, max_length=len(AppointmentForm))
    certificates: list[Certificate] = Field(default_factory=list, max_length=len(Certificate))
    travel_limit_minutes: Annotated[Number, Field(ge=0, le=1440)] | None = None
    max_municipalities: Annotated[Number, Field(ge=1, le=50)] = 3
    day_rate_yen: Yen | None = None
    email: Email | None = None
    phone: Phone | None = None
    employer: UUID | None = None
    employer_name: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    side_jobs: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    note: Annotated[str, Paragraphs(4000, may_be_empty=True)] = ""
    external_key: Annotated[str, OneLine(60)] | None = None

    @field_validator("roles", "forms", "certificates")
    @classmethod
    def _listed_once(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))

    @model_validator(mode="after")
    def _each_once(self) -> "NewMember":
        if len({held.skill for held in self.skills}) != len(self.skills):
            raise ValueError(TWICE)
        return self


class MemberEdit(NewMember):
    """The whole profile as it shall be; `version` is the one the editor saw."""

    version: Number


def _chosen(value: object) -> object:
    """A select left at "not held" sends an empty string."""
    return [item for item in value if item] if isinstance(value, list) else value


def _each_once(choices: list[str]) -> list[str]:
    if len({choice.partition(":")[0] for choice in choices}) != len(choices):
        raise ValueError(TWICE)
    return choices


HeldChoices = Annotated[
    list[Annotated[str, Field(pattern=rf"^{UUID_TEXT}:[1-4]?$")]],
    BeforeValidator(_chosen), Field(max_length=60), AfterValidator(_each_once),
]  # fmt: skip
"""`<skill>:<level>` for each skill held; no level is 未確認."""


class OwnContacts(Shape):
    """What a person changes about themselves without asking anybody. A field that is not sent stays as it is."""

    name: Annotated[str, OneLine(100)] | None = None
    kana: Annotated[str, OneLine(100, may_be_empty=True)] | None = None
    email: Email | None = None
    phone: Phone | None = None
    employer_name: Annotated[str, OneLine(200, may_be_empty=True)] | None = None
    side_jobs: Annotated[str, Paragraphs(2000, may_be_empty=True)] | None = None
    version: Number


class Offer(DaysOffered):
    """Days offered; `version` is the one the writer saw, where they saw one."""

    version: Number | None = None


class Wishes(Shape):
    """Towns a person would like, the dearest first, and towns they refuse."""

    wished: list[UUID] = Field(default_factory=list, max_length=99)
    refused: list[UUID] = Field(default_factory=list, max_length=99)
    version: Number | None = None


class CardSkill(Struct, frozen=True, gc=False):
    """A skill on a card; level None: 未確認. Hundreds are on a page, and none can hold itself: no collector looks."""

    skill: UUID
    name: str
    level: int | None
    verified: bool


class Card(Struct, frozen=True):
    """The anonymous card (`decisions.md` 10): exactly these fields. `remaining`: first of month -> half-days."""

    id: UUID
    roles: list[str]
    skills: list[CardSkill]
    experience_band: str | None
    prefecture: str | None
    remaining: dict[date, int]
    on_site: bool
    remote: bool
    forms: list[str]
    certificates: list[str]


class PoolRow(Struct, frozen=True):
    """A person in the list of the pool that keeps them."""

    card: Card
    state: str
    name: str | None


class PersonFound(PoolRow, frozen=True):
    """A person that a question found; `name` only for the pool that keeps them."""

    changed_at: datetime


class Terms(Struct, frozen=True):
    """On which terms a person works. Minutes one way; yen a day."""

    base: UUID | None = None
    travel_limit_minutes: int | None = None
    max_municipalities: int = 3
    day_rate_yen: int | None = None
    pledged_on: date | None = None
    regions: list[UUID] = []
    conditions: str = ""


class Profile(Struct, frozen=True):
    """A named person as this viewer may see them. What the basis does not open is None."""

    card: Card
    name: str
    kana: str
    email: str | None
    phone: str | None
    employer_name: str | None
    side_jobs: str | None
    note: str | None
    bases: list[DisclosureRow]


class MemberFacts(Struct, frozen=True):
    """What matching knows of a person: no name. Levels 1 to 4; degrees (WGS 84); minutes one way; yen a day.

    `wishes`: municipality -> rank, 1 the dearest. `pauses` and `valid` are first and last days, None where open:
    in a pause nobody is matched, and outside its days a skill does not count.
    """

    id: UUID
    roles: frozenset[str]
    skills: dict[UUID, int]
    forms: frozenset[str]
    on_site: bool
    remote: bool
    travel_limit_minutes: int | None
    max_municipalities: int
    base_code: str | None
    latitude: float | None
    longitude: float | None
    day_rate_yen: int | None
    wishes: dict[UUID, int]
    refused: frozenset[UUID]
    pauses: list[tuple[date, date | None]] = []
    valid: dict[UUID, tuple[date | None, date | None]] = {}

    def skills_on(self, day: date) -> dict[UUID, int]:
        """The skills that count on a day."""
        return {skill: level for skill, level in self.skills.items() if _covers(self.valid.get(skill), day)}

    def pauses_between(self, first: date, last: date) -> bool:
        """Whether a pause touches the days."""
        return any(start <= last and (end is None or end >= first) for start, end in self.pauses)


def _covers(days: tuple[date | None, date | None] | None, day: date) -> bool:
    start, end = days or (None, None)
    return (start is None or start <= day) and (end is None or day <= end)
