"""What comes in about job descriptions, what a version holds, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import HalfDays, HalfDaysOrNone, Number, Yen
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs
from registry.capacity.rules import AppointmentForm
from registry.job_descriptions.rules import PayUnit, SideJob
from registry.needs.requirement_schemas import WantedSkill
from registry.skills.rules import Role

SKILLS_AT_MOST = 12


class NewDescription(Shape):
    """From which need; the usual words of the requirement's role are filled in unless `blank`."""

    need: UUID
    blank: bool = False


class Words(Shape):
    """Everything a version says, as far as it has come. Lists in texts are one item a line; yen with tax or without."""

    title: Line
    role: Role
    duties: list[str] = Field(default_factory=list, max_length=30)
    duty_notes: Annotated[str, Paragraphs(3000, may_be_empty=True)] = ""
    goals: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    authority: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    reports_to: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    skills: list[WantedSkill] = Field(default_factory=list, max_length=SKILLS_AT_MOST)
    form: AppointmentForm | None = None
    first_day: date | None = None
    last_day: date | None = None
    half_days: HalfDays | None = None
    on_site_half_days: HalfDaysOrNone | None = None
    place: Annotated[str, OneLine(120, may_be_empty=True)] = ""
    pay_yen: Yen | None = None
    pay_unit: PayUnit | None = None
    pay_with_tax: bool = False
    pay_notes: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    side_job: SideJob | None = None
    towns: list[UUID] = Field(default_factory=list, max_length=80)
    apply_until: date | None = None
    screening_on: date | None = None
    interview_on: date | None = None
    result_on: date | None = None


class NewVersion(Words):
    """Words to write, and the version of the description they were written over."""

    version: Number

    def words(self) -> Words:
        """The words alone."""
        return Words.model_validate(self.model_dump(exclude={"version"}))


class NewVersionForm(NewVersion):
    """The same as the page sends it: a row of skill, level and must for each skill, empty rows among them."""

    skills: list[WantedSkill] = Field(default_factory=list, exclude=True)
    skill: list[str] = Field(default_factory=list, max_length=SKILLS_AT_MOST, exclude=True)
    level: list[str] = Field(default_factory=list, max_length=SKILLS_AT_MOST, exclude=True)
    must: list[str] = Field(default_factory=list, max_length=SKILLS_AT_MOST, exclude=True)

    @model_validator(mode="after")
    def _rows_are_whole(self) -> Self:
        if not len(self.skill) == len(self.level) == len(self.must):
            raise ValueError("求める力の行を読み取れませんでした。画面を読み込み直してください。")
        return self

    def as_sent_by_programs(self) -> NewVersion:
        """As the other door takes it. Raises pydantic's `ValidationError`."""
        rows = zip(self.skill, self.level, self.must, strict=True)
        skills = [{"skill": skill, "level": level or 1, "must": must == "must"} for skill, level, must in rows if skill]
        return NewVersion.model_validate(self.model_dump() | {"skills": skills})


class Step(Shape):
    """A step taken on the words as they were seen: `version` is that of the description."""

    version: Number
    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""


class DutyLine(Struct, frozen=True):
    """A duty as the vocabulary named it when it was written."""

    code: str
    name: str
    gloss: str


class SkillLine(Struct, frozen=True):
    """A skill with its name of that time."""

    skill: UUID
    name: str
    level: int
    must: bool


class TownLine(Struct, frozen=True):
    """A town that is supported."""

    id: UUID
    name: str


class Content(Struct, frozen=True):
    """What a version says for ever, names included. Half-days a month; days inclusive; whole yen."""

    title: str
    role: str
    duties: list[DutyLine] = []
    duty_notes: str = ""
    goals: str = ""
    authority: str = ""
    reports_to: str = ""
    skills: list[SkillLine] = []
    form: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    half_days: int | None = None
    on_site_half_days: int | None = None
    place: str = ""
    pay_yen: int | None = None
    pay_unit: str | None = None
    pay_with_tax: bool = False
    pay_notes: str = ""
    side_job: str | None = None
    towns: list[TownLine] = []
    apply_until: date | None = None
    screening_on: date | None = None
    interview_on: date | None = None
    result_on: date | None = None


class DescriptionRow(Struct, frozen=True):
    """A job description in a list. `fixed`: the number of the version in force; `edition` is its 第n版."""

    id: UUID
    need: UUID
    municipality: UUID
    municipality_name: str
    owner: UUID
    owner_name: str
    title: str
    role: str
    state: str
    current: int
    fixed: int | None
    edition: int
    changed_at: datetime
    version: int


class VersionRow(Struct, frozen=True):
    """A version. `asked_at`: since when its towns read it."""

    description: UUID
    number: int
    content: Content
    written_at: datetime
    asked_at: datetime | None


class StepRow(Struct, frozen=True):
    """A step taken."""

    number: int
    verb: str
    reason: str
    done_by: UUID | None
    done_for: UUID
    done_for_name: str
    done_at: datetime


class DescriptionPage(Struct, frozen=True):
    """A job description with the latest version the viewer reads, the numbers of all of them, and its history."""

    description: DescriptionRow
    latest: VersionRow
    numbers: list[int]
    steps: list[StepRow]
