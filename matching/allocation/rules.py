"""What is published about a plan: the order of urgency, how days and months are counted, what a pin says."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from foundation.text.dates import months_between
from matching.allocation.solver.plan import UnfilledKind
from matching.fit.facts import Month
from registry.needs.rules import Urgency


class PinKind(StrEnum):
    """What a person decided by hand about a pair."""

    MUST = "must"
    NEVER = "never"


class RunState(StrEnum):
    """How far a run has come."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


PIN_WORDS: Final = {PinKind.MUST: "必ず入れる", PinKind.NEVER: "入れない"}
RUN_WORDS: Final = {
    RunState.WAITING: "順番を待っています",
    RunState.RUNNING: "計算しています",
    RunState.FINISHED: "できました",
    RunState.FAILED: "できませんでした",
    RunState.CANCELLED: "取りやめました",
}

PRIORITIES: Final = {
    Urgency.THIS_MONTH: 4,
    Urgency.THREE_MONTHS: 3,
    Urgency.NEXT_BUDGET: 2,
    Urgency.UNKNOWN: 2,
    Urgency.NOT_URGENT: 1,
}
"""Weight of a need in the stage of coverage, by the urgency the town gave. Not knowing is not "not urgent"."""

SIZE_BANDS: Final = (5_000, 10_000, 50_000, 100_000)
"""Populations at which the next band of towns begins, for the option that raises the least covered band."""

STEPS: Final = 4
"""What a run reports: it waits, conditions, plan, price of protection."""

MOST_COMPARED: Final = 3
"""Plans side by side."""

MOST_NEEDS_AT_ONCE: Final = 10
"""Lines of one proposal made from the workbench."""


WHY_NOBODY: Final = {
    UnfilledKind.NO_CANDIDATE: (
        "この案の条件では、役割・スキル・空いている日数・移動・費用などがすべて合う人はいませんでした。",
        "来庁の回数、期間、1日の上限額などを変えられるときは、{owner}に伝えてください。候補が見つかることがあります。",
    ),
    UnfilledKind.FORBIDDEN: (
        "条件に合う人はいましたが、{owner}の担当者の判断で、この案では候補にしませんでした。",
        "理由を知りたいときは、{owner}に聞いてください。",
    ),
    UnfilledKind.LOST: (
        "条件に合う人はいましたが、受け持てる日数や町の数などに限りがあり、この案では、ほかの相談を先にしました。",
        "次に案をつくるときは、この相談ももう一度入ります。",
    ),
}
"""What a town reads of a plan that leaves its need without a person, and what it can do: no other town, nobody's name,
and no number of people, which for few would say who."""


def priority(urgency: str | None) -> int:
    """The need's weight; a town that said nothing counts as one that does not know."""
    return PRIORITIES[Urgency(urgency)] if urgency else PRIORITIES[Urgency.UNKNOWN]


def size_band(population: int | None) -> str:
    """The band a town is covered in, by its lower bound; empty where the population is 未登録: it is in none."""
    return "" if population is None else str(max((bound for bound in SIZE_BANDS if bound <= population), default=0))


def months_to_serve(first_day: date, last_day: date, *, today: date) -> tuple[Month, ...]:
    """Months with a day of the inclusive period that is not over yet; none when the period has passed.

    A month counts as used when any day of it is (`decisions.md` 5).
    """
    firsts = months_between(max(first_day, today), last_day + timedelta(days=1))
    return tuple((first.year, first.month) for first in firsts)


def visits(on_site_half_days: int) -> int:
    """Round trips a month: half a day at the office costs a whole trip."""
    return -(-on_site_half_days // 2)
