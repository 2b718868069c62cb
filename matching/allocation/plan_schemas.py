"""What is shown of runs: a plan person by person, and its figures beside others. Part of `schemas`."""

from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from msgspec import Struct

from matching.allocation.solver.plan import BoundKind
from matching.fit.facts import Month


class Figures(Struct, frozen=True):
    """What is compared between now and a plan. Needs and towns are counted with those served today.

    `fit` is the mean in points, None where nobody is placed; `travel_minutes` a month; `moved` people whose
    towns differ from now; `changed` pairs of the plan a scenario starts from that go, None without one. The same
    scenario without protection: `filled_unprotected` needs, `seated_unprotected` protected towns; None where nothing
    is protected. A plan mended near another with a limit on moves: what it would fill without the limit,
    `filled_freely`, and how many pairs would go, `changed_freely`. `blocking_pairs` and `lost`, by stage against the
    best plan, belong to the stability option.
    """

    needs: int
    filled: int
    protected_towns: int
    protected_seated: int
    fit: int | None
    travel_minutes: int
    moved: int
    changed: int | None = None
    filled_unprotected: int | None = None
    seated_unprotected: int | None = None
    filled_freely: int | None = None
    changed_freely: int | None = None
    blocking_pairs: int | None = None
    lost: dict[str, int] = {}


class RunRow(Struct, frozen=True):
    """A run beside others. `conditions`: what differs from the published settings, a phrase each."""

    id: UUID
    name: str
    progress: UUID
    state: str
    created_at: datetime
    finished_at: datetime | None
    figures: Figures | None
    plan_hash: str | None
    failure: str
    scenario: UUID | None = None
    conditions: list[str] = []
    replayed_at: datetime | None = None
    replay_hash: str | None = None


class PlannedNeed(Struct, frozen=True):
    """A need in a plan. `open`: it can still be proposed; `freed`: somebody who leaves serves it today. `days` is
    tenths a month with travel."""

    need: UUID
    municipality_name: str
    title: str
    protected: bool
    open: bool
    fit: int
    days: int
    freed: bool = False


class PlannedMonth(Struct, frozen=True):
    """A month of a person under the plan, tenths of a day."""

    month: Month
    capacity: int
    used: int


class PlannedPerson(Struct, frozen=True):
    """A person of a plan with their needs and months."""

    member: UUID
    name: str
    needs: list[PlannedNeed]
    load: list[PlannedMonth]

    @property
    def load_spans(self) -> list[tuple[list[Month], int, int]]:
        """(months, used, capacity) with equal neighbours together; months without work are left out."""
        alike = groupby(self.load, key=lambda each: (each.used, each.capacity))
        return [([each.month for each in months], used, capacity) for (used, capacity), months in alike if used]

    @property
    def proposable(self) -> list[PlannedNeed]:
        """Needs nobody has moved since the plan was made."""
        return [need for need in self.needs if need.open]


class Moved(Struct, frozen=True):
    """A need whose person differs from the former plan, by name (empty: nobody), and why."""

    need: UUID
    municipality_name: str
    title: str
    before: str
    after: str
    why: str


class LeftOpen(Struct, frozen=True):
    """A need the plan leaves without a person; `lost`: somebody could serve it, and a re-solve says what that costs."""

    need: UUID
    municipality_name: str
    title: str
    protected: bool
    sentence: str
    lost: bool = False


class Shortage(Struct, frozen=True):
    """What a plan leaves open of one role: a sign whom to recruit, where and from when.

    `unmatched` of the `needs` have nobody who could serve them. `months`: half-days that are asked for, without travel,
    in every month of the plan; `towns`: how many of the needs each municipality has.
    """

    role: str
    needs: int
    unmatched: int
    months: list[tuple[Month, int]]
    towns: list[tuple[str, int]]

    @property
    def spans(self) -> list[tuple[list[Month], int]]:
        """`months` with equal neighbours together; months in which nothing is asked for are left out."""
        alike = groupby(self.months, key=itemgetter(1))
        return [([month for month, _ in some], half_days) for half_days, some in alike if half_days]


class StageTold(Struct, frozen=True):
    """A stage with its value and bound: as integers, in words, and how sure it is.

    `kind`: where the bound comes from (None: not kept); `gap`: (bound - value) / bound.
    """

    name: str
    value: int
    bound: int
    proven: bool
    kind: BoundKind | None
    gap: float
    words: str
    amount: str
    sureness: str


class RunPage(Struct, frozen=True):
    """A run, whole. `method` and `versions` say how the plan came about and what a replay needs.

    `moved`: what differs from the former plan that was mended, None where none was; `stayed` pairs are as they were.
    """

    run: RunRow
    input_hash: str | None
    method: str
    versions: list[tuple[str, str]]
    set_aside: int
    people: list[PlannedPerson]
    left_open: list[LeftOpen]
    shortages: list[Shortage] = []
    unpriced: int = 0
    stages: list[StageTold] = []
    moved: list[Moved] | None = None
    stayed: int = 0
