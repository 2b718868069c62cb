"""What a list of people may be asked."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field, model_validator

from foundation.text.field_types import HalfDays
from foundation.text.half_days import half_days
from foundation.text.question import Question
from foundation.text.text_type import OneLine
from registry.capacity.rules import AppointmentForm
from registry.members.rules import Certificate, MemberState
from registry.municipalities.regions import Region
from registry.skills.rules import Role

CODE6: Final = r"^[0-9]{6}$"
AtLeast = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(:[1-4])?$")]
"""`<skill>:<level>`: this skill at this level or higher; without a level, held at any."""


class Place(StrEnum):
    """Where the work is done."""

    ON_SITE = "on_site"
    REMOTE = "remote"


class PeopleOrder(StrEnum):
    """How a list of people is arranged. Names arrange only where the viewer reads them."""

    KANA = "kana"
    MOVED = "moved"


class PeopleQuestion(Question):
    """Filters over people. Several roles, regions, forms, states: any of them; several skills and places: all.

    `days` are half-days a month left on the date `on` (without it: today). `town`, where the person lives,
    is the pool's own to ask. `since`: came or moved after this moment.
    """

    WRITTEN: ClassVar[Mapping[str, Callable[[Any], str]]] = {"days": half_days}

    words: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    role: list[Role] = Field(default_factory=list, max_length=len(Role))
    skill: list[AtLeast] = Field(default_factory=list, max_length=10)
    region: list[Region] = Field(default_factory=list, max_length=len(Region))
    prefecture: list[Annotated[str, Field(pattern=CODE6)]] = Field(default_factory=list, max_length=47)
    town: Annotated[str, Field(pattern=CODE6)] | None = None
    form: list[AppointmentForm] = Field(default_factory=list, max_length=len(AppointmentForm))
    place: list[Place] = Field(default_factory=list, max_length=len(Place))
    certificate: list[Certificate] = Field(default_factory=list, max_length=len(Certificate))
    state: list[MemberState] = Field(default_factory=list, max_length=len(MemberState))
    days: HalfDays | None = None
    on: date | None = None
    since: datetime | None = None
    order: PeopleOrder = PeopleOrder.KANA

    @model_validator(mode="after")
    def _date_with_days(self) -> "PeopleQuestion":
        if self.on is not None and self.days is None:
            raise ValueError("日付で絞るときは、その日に残っていてほしい日数も書いてください。")
        return self
