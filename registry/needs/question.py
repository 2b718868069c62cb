"""What a list of needs may be asked."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator

from foundation.text.field_types import HalfDays
from foundation.text.half_days import half_days
from foundation.text.question import Question
from foundation.text.text_type import OneLine
from registry.capacity.rules import AppointmentForm
from registry.members.question import CODE6, AtLeast, Place
from registry.municipalities.regions import Region
from registry.needs.rules import LIFE, THEMES, Triage, Urgency
from registry.skills.rules import Role


def _among(words: Mapping[str, str]) -> Callable[[str], str]:
    def known(value: str) -> str:
        if value not in words:
            raise ValueError("選択肢から選んでください。")
        return value

    return known


State = Annotated[str, AfterValidator(_among(LIFE.words))]
Theme = Annotated[str, AfterValidator(_among(THEMES))]


class NeedsOrder(StrEnum):
    """How a list of needs is arranged: last moved first, or longest waiting first."""

    MOVED = "moved"
    WAITING = "waiting"


class NeedsQuestion(Question):
    """Filters over needs. Several states, themes, roles, regions: any of them; several skills: all.

    `first_day` and `last_day`: the wanted period touches these days. `days`: at most so many half-days a month.
    `since`: came or moved after this moment.
    """

    WRITTEN: ClassVar[Mapping[str, Callable[[Any], str]]] = {"days": half_days}

    words: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    state: list[State] = Field(default_factory=list, max_length=len(LIFE.words))
    theme: list[Theme] = Field(default_factory=list, max_length=len(THEMES))
    urgency: list[Urgency] = Field(default_factory=list, max_length=len(Urgency))
    triage: list[Triage] = Field(default_factory=list, max_length=len(Triage))
    role: list[Role] = Field(default_factory=list, max_length=len(Role))
    skill: list[AtLeast] = Field(default_factory=list, max_length=10)
    form: list[AppointmentForm] = Field(default_factory=list, max_length=len(AppointmentForm))
    place: list[Place] = Field(default_factory=list, max_length=len(Place))
    region: list[Region] = Field(default_factory=list, max_length=len(Region))
    prefecture: list[Annotated[str, Field(pattern=CODE6)]] = Field(default_factory=list, max_length=47)
    town: list[Annotated[str, Field(pattern=CODE6)]] = Field(default_factory=list, max_length=100)
    first_day: date | None = None
    last_day: date | None = None
    days: HalfDays | None = None
    since: datetime | None = None
    order: NeedsOrder = NeedsOrder.MOVED

    @model_validator(mode="after")
    def _forward(self) -> "NeedsQuestion":
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("終わりの日が、始まりの日より前です。")
        return self
