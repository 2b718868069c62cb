"""What a person's own calendar outside holds: towns and days, and no other person. Part of `queries`."""

import hmac
from datetime import date
from typing import Final
from uuid import UUID

from asyncpg import Range

from auth.accounts.queries import has_account
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.calendar_file import WholeDays, calendar_file
from foundation.text.dates import add_months
from foundation.text.half_days import half_days
from matching.assignments.access import absences_visible_to, assignments_visible_to
from matching.assignments.calendar_links import hashed
from matching.assignments.rules import ABSENT, ALIVE, CALENDAR
from matching.assignments.tables import Assignment, AssignmentAbsence, CalendarLink

MONTHS_BACK: Final = 3
TERM: Final = (Assignment.id, Assignment.municipality, Assignment.half_days, Assignment.during)
AWAY: Final = (AssignmentAbsence.id, AssignmentAbsence.municipality, AssignmentAbsence.cover, AssignmentAbsence.during)


async def calendar_by_secret(*, member: UUID, secret: str) -> bytes:
    """The calendar file of a person, for whoever has its address.

    Raises `NotFound` for another secret, and where the person's account is closed or gone.

    Assignments agreed or running and days away, those that ended more than three months ago left out.
    """
    by = Viewer.system_for_person(member)
    async with reading(by) as work:
        kept = await CalendarLink.select(CalendarLink.secret_hash).where(CalendarLink.member == member)
        if not kept or not hmac.compare_digest(bytes(kept[0]["secret_hash"]), hashed(secret)):
            raise NotFound
        if not await has_account(member=member, by=by):
            raise NotFound
        entries = [*await _terms(by), *await _away(by)]
        since = add_months(work.today, -MONTHS_BACK)
        return calendar_file([one for one in entries if one.last_day >= since], now=work.now, of="assignments")


async def has_calendar_link(*, by: Viewer) -> bool:
    """Whether some address opens the viewer's own calendar."""
    async with reading(by):
        return by.member is not None and await CalendarLink.exists().where(CalendarLink.member == by.member)


async def _terms(by: Viewer) -> list[WholeDays]:
    scope = assignments_visible_to(by) & Assignment.state.is_in(list(ALIVE))
    rows = await Assignment.select(*TERM).where(scope).order_by(Assignment.during, Assignment.id)
    names = await names_of({row["municipality"] for row in rows}, by=by)
    return [
        _entry(f"{row['id']}-term", row["during"], names[row["municipality"]],
               f"の支援（月{half_days(row['half_days'])}日）")
        for row in rows
    ]  # fmt: skip


async def _away(by: Viewer) -> list[WholeDays]:
    scope = absences_visible_to(by) & AssignmentAbsence.state.is_in(list(ABSENT))
    rows = await AssignmentAbsence.select(*AWAY).where(scope).order_by(AssignmentAbsence.id)
    names = await names_of({row["municipality"] for row in rows}, by=by)
    return [
        _entry(f"{row['id']}-away", row["during"], names[row["municipality"]],
               "：" + CALENDAR["covers" if row["cover"] == by.member else "away"])
        for row in rows
    ]  # fmt: skip


def _entry(uid: str, during: "Range[date]", town: str, words: str) -> WholeDays:
    period = Period.of(during)
    assert period.last is not None, "an assignment and an absence have their last days"
    return WholeDays(uid, period.start, period.last, town + words, town, "")
