"""What a need wants of a person, as it comes in and as it goes out."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.field_types import HalfDays, HalfDaysOrNone, Number, Yen
from foundation.text.shape import Shape
from registry.capacity.rules import AppointmentForm
from registry.needs.schemas import Versioned
from registry.skills.rules import Role


class WantedSkill(Shape):
    """A skill at a level; `must` excludes people without it."""

    skill: UUID
    level: Annotated[int, Field(ge=1, le=4)]
    must: bool = False


class Requirement(Versioned):
    """What makes a need matchable: complete, or refused."""

    role: Role
    half_days: HalfDays
    on_site_half_days: HalfDaysOrNone = 0
    first_day: date
    last_day: date
    form: AppointmentForm
    day_rate_ceiling_yen: Yen | None = None
    skills: list[WantedSkill] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _fits(self) -> "Requirement":
        if self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        if self.on_site_half_days > self.half_days:
            raise ValueError("来庁の日数が、月の日数を超えています。")
        return self


class RequirementForm(Requirement):
    """The requirement as the page sends it: three rows of skill, level and must."""

    skills: list[WantedSkill] = Field(default_factory=list, exclude=True)
    skill_1: UUID | None = None
    level_1: Number | None = None
    must_1: bool = False
    skill_2: UUID | None = None
    level_2: Number | None = None
    must_2: bool = False
    skill_3: UUID | None = None
    level_3: Number | None = None
    must_3: bool = False

    def requirement(self) -> Requirement:
        """The same as a program would send it."""
        rows = [
            (getattr(self, f"skill_{n}"), getattr(self, f"level_{n}"), getattr(self, f"must_{n}")) for n in (1, 2, 3)
        ]
        skills = [{"skill": skill, "level": level or 1, "must": must} for skill, level, must in rows if skill]
        given = self.model_dump(include=set(Requirement.model_fields) - {"skills"})
        return Requirement.model_validate(given | {"skills": skills})


class SkillWanted(Struct, frozen=True):
    """A wanted skill with its name."""

    skill: UUID
    name: str
    level: int
    must: bool


class RequirementRow(Struct, frozen=True):
    """A complete requirement. Days are half-days a month; the period is shown inclusive."""

    need: UUID
    municipality: UUID
    role: str
    half_days: int
    on_site_half_days: int
    first_day: date
    last_day: date
    form: str
    day_rate_ceiling_yen: int | None
    skills: list[SkillWanted]
