"""A person's month across towns, as far as the viewer sees it: days worked, beginnings, endings, absences, covers.

Days a month are agreed, not dates: what has a date stands on it, the rest is the month's load. Part of `queries`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import add_months, first_of_month
from matching.assignments.access import work_visible_to
from matching.assignments.life import absences_between
from matching.assignments.queries import assignments
from matching.assignments.rules import ALIVE, BEGUN
from matching.assignments.schemas import (
    AbsenceRow,
    AssignmentRow,
    CalendarDay,
    CalendarEntry,
    PersonAtWork,
    PersonMonth,
)
from matching.assignments.tables import WorkedTime


async def people_at_work(*, by: Viewer) -> list[PersonAtWork]:
    """Whose calendar the viewer may open: people with an assignment agreed or running that the viewer sees; by name."""
    rows, _ = await assignments(by=by, states=ALIVE, size=None)
    towns: dict[tuple[str, UUID], list[str]] = {}
    for row in rows:
        towns.setdefault((row.person, row.member), []).append(row.municipality_name)
    return [PersonAtWork(member, person, sorted(set(names))) for (person, member), names in sorted(towns.items())]


async def person_month(*, member: UUID, month: date, by: Viewer) -> PersonMonth:
    """The month that `month` is in. Days on which nothing stands are there too."""
    first = first_of_month(month)
    last = add_months(first, 1) - timedelta(days=1)
    async with reading(by):
        rows, _ = await assignments(by=by, states={*ALIVE, *BEGUN}, member=member, size=None)
        away = await absences_between(member=member, first=first, last=last, by=by)
        entries = [*_terms(rows), *_absences(away, member, first, last), *await _worked(member, first, last, by)]
    load = [(row.municipality_name, row.half_days) for row in rows if row.first_day <= last and first <= row.last_day]
    person = next((row.person for row in rows if row.person), "")
    return PersonMonth(member, person, first, _days(entries, first, last), load)


def _days(entries: Iterable[tuple[date, CalendarEntry]], first: date, last: date) -> list[CalendarDay]:
    by_day: dict[date, list[CalendarEntry]] = {}
    for day, entry in entries:
        by_day.setdefault(day, []).append(entry)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [CalendarDay(day, by_day.get(day, [])) for day in days]


def _terms(rows: Iterable[AssignmentRow]) -> Iterator[tuple[date, CalendarEntry]]:
    for row in rows:
        link = f"/assignments/{row.id}"
        yield row.first_day, CalendarEntry("begins", row.municipality_name, link)
        yield row.last_day, CalendarEntry("ends", row.municipality_name, link)


def _absences(
    rows: Sequence[AbsenceRow], member: UUID, first: date, last: date
) -> Iterator[tuple[date, CalendarEntry]]:
    for row in rows:
        covers = row.cover == member
        entry = CalendarEntry("covers" if covers else "away", row.municipality_name,
                              "" if covers else f"/assignments/{row.assignment}")  # fmt: skip
        begin, end = max(row.first_day, first), min(row.last_day, last)
        for number in range((end - begin).days + 1):
            yield begin + timedelta(days=number), entry


async def _worked(member: UUID, first: date, last: date, by: Viewer) -> list[tuple[date, CalendarEntry]]:
    scope = work_visible_to(by) & (WorkedTime.member == member)
    scope = scope & (WorkedTime.worked_on >= first) & (WorkedTime.worked_on <= last)
    columns = (WorkedTime.worked_on, WorkedTime.municipality, WorkedTime.minutes, WorkedTime.assignment)
    rows = await WorkedTime.select(*columns).where(scope).order_by(WorkedTime.worked_on, WorkedTime.id)
    names = await names_of({row["municipality"] for row in rows}, by=by)
    return [
        (row["worked_on"], CalendarEntry("worked", names[row["municipality"]], f"/assignments/{row['assignment']}",
                                         row["minutes"]))
        for row in rows
    ]  # fmt: skip
