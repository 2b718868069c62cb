"""Planned against worked days, by person, town and month. Part of `queries`."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import add_months, first_of_month, fiscal_year, fiscal_year_period, months_between
from matching.assignments.queries import assignments, worked_between
from matching.assignments.rules import ALIVE, BEGUN
from matching.assignments.schemas import AssignmentRow, WorkedMonth
from registry.members.queries import member_names

PURPOSE = "人日台帳の確認のため"


class LedgerRow(Struct, frozen=True):
    """A person's month (its first day) for a town: half-days planned, worked, and of these confirmed by the town."""

    month: date
    municipality: UUID
    municipality_name: str
    member: UUID
    person: str
    planned: int
    minutes: int
    worked: int
    confirmed: int


class Ledger(Struct, frozen=True):
    """The months of a fiscal year until today, and the rows of those asked for; by month, town and person."""

    year: int
    months: list[date]
    rows: list[LedgerRow]


async def ledger(*, by: Viewer, month: date | None = None) -> Ledger:
    """The man-day ledger of this fiscal year as far as the viewer sees it, whole or of one month."""
    async with reading(by) as work:
        year = fiscal_year(work.today)
        first, _ = fiscal_year_period(year)
        months = months_between(first, work.today + timedelta(days=1))
        asked = [month] if month in months else months
        last = min(add_months(asked[-1], 1) - timedelta(days=1), work.today)
        worked = {(row.month, row.municipality, row.member): row
                  for row in await worked_between(first=asked[0], last=last, by=by)}  # fmt: skip
        agreed, _ = await assignments(by=by, states={*ALIVE, *BEGUN}, size=None)
        planned = _planned(agreed, asked)
        keys = sorted({*worked, *planned})
        towns = await names_of({key[1] for key in keys}, by=by)
        people = {row.member: row.person for row in agreed}
        unnamed = {key[2] for key in keys} - people.keys()
        people |= await member_names(ids=unnamed, by=by, purpose=PURPOSE) if unnamed else {}
    return Ledger(year, months, [_row(key, worked.get(key), planned, towns, people) for key in keys])


async def worked_this_month(*, by: Viewer, member: UUID) -> dict[UUID, int]:
    """Town -> half-days that a person worked there since the first of this month."""
    async with reading(by) as work:
        rows = await worked_between(first=first_of_month(work.today), last=work.today, by=by, member=member)
        return {row.municipality: row.half_days for row in rows}


Key = tuple[date, UUID, UUID]


def _planned(agreed: list[AssignmentRow], months: list[date]) -> dict[Key, int]:
    planned: dict[Key, int] = {}
    for row in agreed:
        for month in months:
            if row.first_day < add_months(month, 1) and month <= row.last_day:
                key = (month, row.municipality, row.member)
                planned[key] = planned.get(key, 0) + row.half_days
    return planned


def _row(
    key: Key, worked: WorkedMonth | None, planned: Mapping[Key, int], towns: Mapping[UUID, str],
    people: Mapping[UUID, str],
) -> LedgerRow:  # fmt: skip
    month, town, member = key
    return LedgerRow(
        month=month, municipality=town, municipality_name=towns[town], member=member, person=people.get(member, ""),
        planned=planned.get(key, 0), minutes=worked.minutes if worked else 0,
        worked=worked.half_days if worked else 0, confirmed=worked.confirmed_half_days if worked else 0,
    )  # fmt: skip
