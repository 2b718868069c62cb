"""A school, a person of Hiroshima's pool and one of Ehime's, added to the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from auth.accounts.operations import NewAccount, open_account
from auth.organisations.operations import register_body
from auth.permissions.rules import Role
from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.text.dates import JST, today_jst
from foundation.text.ids import uuid7
from registry.members.operations import register_member
from registry.members.schemas import NewMember
from tests.browser import Visit
from tests.world import PASSWORD, World, viewer_of
from training.courses.queries import edition_of
from training.enrolments.queries import enrolment_page
from training.enrolments.schemas import UnitAnswers
from training.enrolments.studying import answer_unit
from training.sessions.operations import hold_session
from training.sessions.schemas import NewSession

TODAY = today_jst(datetime.now(UTC))
LAST_MOMENT = datetime.combine(TODAY, time.max, JST).astimezone(UTC)


@pytest.fixture(autouse=True)
def same_day() -> Iterator[None]:
    """It stays today in Japan also where midnight passes while the suite runs."""
    with clock_set_to(Clock(now=lambda: min(datetime.now(UTC), LAST_MOMENT), new_id=uuid7)):
        yield


@dataclass(frozen=True, slots=True)
class Class:
    """Who learns and who teaches."""

    school: Viewer
    other_school: Viewer
    member: Viewer
    stranger: Viewer


@pytest.fixture
async def trained(world: World) -> Class:
    """Two schools, a member of each prefecture's pool, all able to sign in."""
    return Class(
        school=await _school("school", world),
        other_school=await _school("other_school", world),
        member=await _member("learner", "髙橋 仮名", world.hiroshima),
        stranger=await _member("stranger", "伊予 仮名", world.ehime),
    )


async def session_of(
    school: Viewer, *, course: str = "assembly", places: int = 2, days: int = 0, lasts: int = 1
) -> UUID:
    """A session so many days from now, of so many days."""
    first = TODAY + timedelta(days=days)
    new = NewSession(course=course, held_on=first, last_day=first + timedelta(days=lasts - 1), begins_at=time(13),
                     place="県庁 2階", places=places)  # fmt: skip
    return (await hold_session(new=new, by=school)).id


async def study(enrolment: UUID, *, by: Viewer) -> None:
    """Answer every question of every unit rightly."""
    row = await enrolment_page(id=enrolment, by=by)
    edition = await edition_of(course=row.course, by=by)
    for number, unit in enumerate(edition.units, start=1):
        given = UnitAnswers(answers=[question.answer for question in unit.questions])
        await answer_unit(id=enrolment, unit=number, given=given, by=by)


async def own_journal(login: str, visit: Visit) -> set[tuple[str, str, str | None]]:
    """What the body of `login` did, as its auditor reads it: the operation, on what, whose."""
    rows = (await (await visit(login)).get("/api/v1/journal")).json()["rows"]
    return {(row["verb"], row["subject"], row["person"]) for row in rows}


async def _school(login: str, world: World) -> Viewer:
    body = (await register_body(kind="school", name=f"研修所 {login}", kana="ケンシュウジョ", by=world.hiroshima)).id
    account = NewAccount(login=login, display_name="研修 仮名", password=PASSWORD)
    return await viewer_of((await open_account(account, role=Role.MANAGER, by=Viewer.system(body, kind="school"))).id)


async def _member(login: str, name: str, hall: Viewer) -> Viewer:
    member = (await register_member(new=NewMember(name=name), by=hall)).id
    account = NewAccount(login=login, display_name=name, password=PASSWORD, member=member)
    assert hall.organisation is not None
    return await viewer_of((await open_account(account, role=None, by=Viewer.system(hall.organisation))).id)
