"""What comes in from the workbench, and what it shows. Plans are in `plan_schemas`, explanations in `why_schemas`."""

from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, model_validator

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from matching.allocation.plan_schemas import Figures, RunRow
from matching.allocation.rules import MOST_NEEDS_AT_ONCE, PinKind
from matching.allocation.why_schemas import Obstacle
from matching.fit.facts import Month
from registry.capacity.rules import AppointmentForm


class PinChoice(Shape):
    """What to do with a pair from now on; without `kind` it is left to the calculation."""

    member: UUID
    need: UUID
    kind: PinKind | None = None
    reason: Annotated[str, Paragraphs(500, may_be_empty=True)] = ""

    @model_validator(mode="after")
    def _never_says_why(self) -> "PinChoice":
        if self.kind is PinKind.NEVER and not self.reason:
            raise ValueError("「入れない」には理由を書いてください。あとで見た人にも、なぜかが伝わります。")
        return self


class Selection(Shape):
    """One person for several needs, chosen by hand or taken from a plan (`run`).

    `form`: the form of appointment for them all, asked only where the needs name different ones.
    """

    member: UUID
    needs: Annotated[list[UUID], Field(min_length=1, max_length=MOST_NEEDS_AT_ONCE)]
    run: UUID | None = None
    form: AppointmentForm | None = None


class PlanPart(Shape):
    """What of a plan becomes drafts: of one person, or without `member` all of it."""

    member: UUID | None = None


class Readmission(Shape):
    """A person whom the town declined is a candidate for this need again: why, for those who look later."""

    member: UUID
    need: UUID
    reason: Annotated[str, Paragraphs(500)]


class Pin(Struct, frozen=True):
    """A decision by hand about a pair."""

    id: UUID
    member: UUID
    need: UUID
    kind: PinKind
    reason: str
    created_at: datetime


class NeedLine(Struct, frozen=True):
    """An open need in the list. Days in half-days a month; `protected` None: the town's facts are 未登録."""

    id: UUID
    municipality: UUID
    municipality_name: str
    title: str
    role: str
    half_days: int
    on_site_half_days: int
    first_day: date
    last_day: date
    months: tuple[Month, ...]
    skills: list[str]
    protected: bool | None
    candidates: int


class Component(Struct, frozen=True):
    """One of the five parts of the fit."""

    name: str
    points: int
    maximum: int


class Ranked(Struct, frozen=True):
    """A person who fits a need. `remaining` is tenths of a day left in each of the need's months."""

    member: UUID
    rank: int
    name: str
    roles: list[str]
    fit: int
    components: list[Component]
    good: list[str]
    bad: list[str]
    remaining: list[tuple[Month, int]]
    pin: Pin | None

    @property
    def remaining_spans(self) -> list[tuple[list[Month], int]]:
        """`remaining` with equal neighbours together: 「12月〜3月 8日」 instead of four months of 8."""
        return [([month for month, _ in alike], days) for days, alike in groupby(self.remaining, key=itemgetter(1))]


class Excluded(Struct, frozen=True):
    """A person who does not fit, with every reason."""

    member: UUID
    name: str
    obstacles: list[Obstacle]

    @property
    def words(self) -> str:
        """Every reason in one text: people with the same words stand in one row of the table."""
        return " ".join(each.sentence for each in self.obstacles)


class Choice(Struct, frozen=True):
    """A need that fits the selected person: the reverse view. `days` is tenths a month, travel in it."""

    need: UUID
    municipality_name: str
    title: str
    protected: bool | None
    fit: int
    days: int
    form: str


class LoadPart(Struct, frozen=True):
    """What takes a person's days, in tenths a day for each month shown; `kind`: agreed, waiting or this_need."""

    words: str
    kind: str
    days: list[int]


class Selected(Struct, frozen=True):
    """The person the right column is about; `offered` is tenths of a day a month.

    `travel_share` is the part of this need's `days` that is spent travelling.
    """

    person: Ranked
    months: list[Month]
    offered: list[int]
    load: list[LoadPart]
    days: int
    travel_share: int
    choices: list[Choice]
    choices_more: int


class Declined(Struct, frozen=True):
    """A person whom the town declined for this need, and the reason it gave; never a score."""

    member: UUID
    name: str
    reason: str
    at: datetime


class Candidates(Struct, frozen=True):
    """A need's people: who fits (the best first; `more` are not shown), who was taken out by hand, who does not fit,
    and whom the town declined.

    `reasons`: how many people each kind of hard reason keeps out. `selected` is None where nobody fits.
    """

    ranked: list[Ranked]
    more: int
    barred: list[Ranked]
    excluded: list[Excluded]
    excluded_more: int
    reasons: list[tuple[str, int]]
    selected: Selected | None
    declined: list[Declined] = []


class ForNow(Struct, frozen=True):
    """Who could take a need that the last plan did not know; `given_up`: needs they would hand back for it."""

    member: UUID
    name: str
    given_up: list[str]


class Workbench(Struct, frozen=True):
    """Everything the workbench shows. `need` and `candidates` are None where no need is open, `for_now` where the last
    plan knew the need or nobody could take it beside that plan."""

    needs: list[NeedLine]
    people: int
    now: Figures
    runs: list[RunRow]
    need: NeedLine | None
    candidates: Candidates | None
    for_now: ForNow | None = None
