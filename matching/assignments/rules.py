"""The life of an assignment (`domain.md`, Lifecycles), and how long a town keeps the name."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right
from foundation.text.dates import add_months

LIFE: Final = Lifecycle(
    noun="配属",
    words={
        "planned": "計画中",
        "agreed": "合意済み",
        "running": "支援中",
        "reviewed": "ふりかえり済み",
        "ended": "終了",
        "handed_over": "引き継ぎ済み",
    },
    transitions=(
        transition("start", "agreed", "running", right=Right.PROPOSE, label="支援を始める"),
        transition("end", "agreed running reviewed", "ended", right=Right.PROPOSE, label="配属を終える",
                   needs_reason=True),
    ),
)  # fmt: skip

ALIVE: Final = ("planned", "agreed", "running")
"""States in which the need has its person and the days are booked."""

NAME_KEPT_MONTHS: Final = 12
"""Retention after the end (`decisions.md` 11): the town settles, hands over and answers an audit, names known."""

BEGUN: Final = ("running", "reviewed", "ended", "handed_over")
"""States in which there may be work to write down: what was done last is often written after the end."""

MINUTES_OF_DAY: Final = 465
"""7 hours 45 minutes: 38 h 45 min a week over five days (一般職の職員の勤務時間、休暇等に関する法律 5条, 6条, which the
ordinances of local bodies follow)."""


class Stretch(Struct, frozen=True):
    """Half-days a month for a town, from `start` to before `end`."""

    municipality_name: str
    half_days: int
    start: date
    end: date


def name_known_until(end: date) -> date:
    """The first day on which the town no longer reads the name, for an assignment that is over on `end`."""
    return add_months(end, NAME_KEPT_MONTHS)


def load_by_month(stretches: Iterable[Stretch], months: Sequence[date]) -> dict[str, list[int]]:
    """Town -> half-days in each month; a month counts whole as soon as one of its days is in the period
    (`decisions.md` 5)."""
    load: dict[str, list[int]] = {}
    for stretch in stretches:
        row = load.setdefault(stretch.municipality_name, [0] * len(months))
        for at, month in enumerate(months):
            if stretch.start < add_months(month, 1) and month < stretch.end:
                row[at] += stretch.half_days
    return load


def half_days_worked(minutes: int) -> int:
    """The half-days that a month's minutes of one person for one town make.

    All minutes of the month together, rounded to the nearest half-day; any work at all is at least one. Travel is not
    in them. How a month is rounded is our assumption (未確認): bodies agree on a rule of their own in writing.
    """
    if minutes <= 0:
        return 0
    return max(1, (4 * minutes + MINUTES_OF_DAY) // (2 * MINUTES_OF_DAY))
