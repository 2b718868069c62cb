"""When a need can have money: the year's four budgets as days. Pure; months from `reference/budget_calendar.csv`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.text.dates import add_months
from registry.needs.reference import Budget


@dataclass(frozen=True, slots=True)
class Chance:
    """The next time a budget can be had. `request_by` is the last day of the month in which it is asked for."""

    code: str
    name: str
    request_by: date
    assembly: date
    spend_from: date


def next_chance(budget: Budget, *, today: date) -> Chance:
    """The next round of a budget whose month of asking is not over on `today`."""
    asked = date(today.year, budget.request_month, 1)
    if asked < today.replace(day=1):
        asked = asked.replace(year=asked.year + 1)
    return Chance(
        code=budget.code, name=budget.name, request_by=add_months(asked, 1) - timedelta(days=1),
        assembly=_following(asked, budget.assembly_month), spend_from=_following(asked, budget.spend_month),
    )  # fmt: skip


def next_chances(budgets: Iterable[Budget], *, today: date) -> list[Chance]:
    """Each budget's next round, the one to be asked for first in front."""
    return sorted((next_chance(budget, today=today) for budget in budgets), key=lambda chance: chance.request_by)


def _following(start: date, month: int) -> date:
    """The first day of the month of that number, in or after `start`'s month."""
    year = start.year if month >= start.month else start.year + 1
    return date(year, month, 1)
