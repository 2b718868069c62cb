"""Between the first day and the last: longer, shorter, away, covered; each decision free of the days it needs."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.appointments.operations import approve_appointment, decide_appointment
from matching.appointments.queries import appointment_row
from matching.appointments.schemas import Decision
from matching.assignments.absences import cover_absence, end_absence, note_absence
from matching.assignments.extending import ask_extension, decide_extension
from matching.assignments.life import absence_row, assignment_page
from matching.assignments.operations import end_assignment, start_assignment
from matching.assignments.queries import assignment_row, assignments
from matching.assignments.schemas import (
    AbsenceNoted,
    AbsenceOver,
    AssignmentRow,
    CoverChosen,
    Ending,
    ExtensionAsked,
    ExtensionDecision,
)
from matching.assignments.tasks import end_employment
from registry.capacity.queries import remaining_by_month
from registry.learning.operations import ask_before_posting
from registry.learning.queries import requirements_of
from tests.browser import Visit
from tests.matching.employment import FIRST, LAST, TODAY, Story, confirmed, on, running
from tests.registry.people import designer, offering, signed_in
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DAY = date(2027, 2, 1)
APRIL, MAY = date(2027, 4, 1), date(2027, 5, 31)
WHY = "窓口の切り替えが5月までかかるため。"


async def serving(world: World) -> tuple[Story, AssignmentRow]:
    """Three towns served; the first town's assignment."""
    with on(TODAY):
        story = await running(world)
    return story, (await assignments(by=story.towns[0]))[0][0]


async def wish(story: Story, one: AssignmentRow, until: date = MAY) -> UUID:
    asked = ExtensionAsked(last_day=until, reason=WHY)
    return (await ask_extension(assignment=one.id, asked=asked, by=story.towns[0])).id


async def renewed(one: AssignmentRow, town: Viewer, until: date) -> None:
    post = await appointment_row(id=one.appointment, by=town)
    decision = Decision(verb="renew", version=post.version, effective_on=DAY, reason=WHY, last_day=until)
    await decide_appointment(id=post.id, decision=decision, by=town)


async def left(member: UUID, month: date, by: Viewer) -> int:
    """Half-days of a person left in a month."""
    return (await remaining_by_month(members=[member], months=[month], by=by))[member].get(month, 0)


async def test_a_longer_stay_is_asked_decided_and_booked(world: World) -> None:
    story, one = await serving(world)
    approve = ExtensionDecision(verb="approve", version=1, answer="認めます。")
    with on(DAY):
        with pytest.raises(NotAllowed, match="町です"):
            await ask_extension(assignment=one.id, asked=ExtensionAsked(last_day=MAY, reason=WHY), by=story.pool)
        id = await wish(story, one)
        with pytest.raises(Conflict, match="判断を待っている"):
            await wish(story, one)
        with pytest.raises(NotAllowed, match="提案した団体"):
            await decide_extension(id=id, decision=approve, by=story.towns[0])
        with pytest.raises(NotFound):
            await decide_extension(id=id, decision=approve, by=story.towns[1])
        with pytest.raises(RuleBroken, match=r"令和9年3月31日.*任用を更新"):
            await decide_extension(id=id, decision=approve, by=story.pool)
        await renewed(one, story.towns[0], MAY)
        await decide_extension(id=id, decision=approve, by=story.pool)
        with pytest.raises(RuleBroken):
            await decide_extension(id=id, decision=approve, by=story.pool)
        page = await assignment_page(id=one.id, by=story.member)
        assert page.assignment.last_day == MAY and page.extensions[0].state == "approved"
        assert [step.verb for step in page.steps] == ["extend", "start", "agree"]
        assert await left(one.member, APRIL, story.pool) == 12 - 4
        assert any("延長する" in told.subject for told in await latest_notices(by=story.towns[0]))


async def test_an_extension_without_free_days_names_them_and_a_refusal_says_why(world: World) -> None:
    story, one = await serving(world)
    with on(DAY):
        id = await wish(story, one, date(2027, 8, 31))
        await renewed(one, story.towns[0], date(2027, 8, 31))
        with pytest.raises(RuleBroken, match="令和9年7月1日〜8月31日"):
            await decide_extension(id=id, decision=ExtensionDecision(verb="approve", version=1), by=story.pool)
        with pytest.raises(RuleBroken, match="理由"):
            await decide_extension(id=id, decision=ExtensionDecision(verb="refuse", version=1), by=story.pool)
        no = ExtensionDecision(verb="refuse", version=1, answer="7月から別の町です。", offered_last_day=MAY)
        with pytest.raises(Conflict):
            await decide_extension(id=id, decision=no.model_copy(update={"version": 7}), by=story.pool)
        await decide_extension(id=id, decision=no, by=story.pool)
        page = await assignment_page(id=one.id, by=story.towns[0])
        assert (page.assignment.last_day, page.extensions[0].offered_last_day) == (LAST, MAY)


async def test_an_early_end_lets_the_work_go_on_until_its_day(world: World) -> None:
    story, one = await serving(world)
    last = date(2027, 2, 15)
    with on(DAY):
        with pytest.raises(Conflict):
            await end_assignment(id=one.id, ending=Ending(last_day=last, reason=WHY, version=9), by=story.pool)
        await end_assignment(id=one.id, ending=Ending(last_day=last, reason=WHY, version=one.version), by=story.pool)
        row = await assignment_row(id=one.id, by=story.pool)
        assert (row.state, row.last_day) == ("running", last)
        assert await left(one.member, date(2027, 3, 1), story.pool) == 4
    with on(last + timedelta(days=1)):
        await end_employment()
        assert (await assignment_row(id=one.id, by=story.pool)).state == "ended"


async def test_somebody_comes_instead_and_is_free_again_afterwards(world: World) -> None:
    story, one = await serving(world)
    away = AbsenceNoted(kind="sudden", first_day=DAY, last_day=date(2027, 2, 28), note="月次の集計が止まります。")
    with on(DAY):
        cover = await designer(by=story.pool, name="代 わり", kana="だい わり", email="kawari@example.jp")
        await offering(cover, 4, by=story.pool)
        instead = await signed_in(cover, by=story.pool, login="kawari")
        absence = (await note_absence(assignment=one.id, noted=away, by=story.member)).id
        with pytest.raises(Conflict, match="重なる不在"):
            await note_absence(assignment=one.id, noted=away, by=story.towns[0])
        with pytest.raises(NotAllowed):
            await cover_absence(id=absence, chosen=CoverChosen(cover=cover, half_days=4, version=1), by=story.towns[0])
        with pytest.raises(RuleBroken, match="令和9年2月1日〜2月28日"):
            await cover_absence(id=absence, chosen=CoverChosen(cover=cover, half_days=5, version=1), by=story.pool)
        await cover_absence(id=absence, chosen=CoverChosen(cover=cover, half_days=4, version=1), by=story.pool)
        assert await left(cover, DAY, story.pool) == 0
        assert (await absence_row(id=absence, by=story.towns[0])).cover_person == "代 わり"
        assert (await absence_row(id=absence, by=instead)).municipality_name == "世羅町"
        with pytest.raises(NotAllowed, match="代わりの人が決まって"):
            await end_absence(id=absence, over=AbsenceOver(verb="end", version=2), by=story.member)
        await end_absence(id=absence, over=AbsenceOver(verb="end", version=2, last_day=DAY), by=story.pool)
        assert await left(cover, date(2027, 3, 1), story.pool) == 4
        assert (await absence_row(id=absence, by=story.pool)).state == "ended"


async def test_an_absence_ends_with_its_last_day_and_with_its_assignment(world: World) -> None:
    story, one = await serving(world)
    with on(DAY):
        days = ((DAY, DAY), (date(2027, 2, 10), date(2027, 2, 20)), (date(2027, 3, 1), date(2027, 3, 2)))
        ids = [
            (await note_absence(assignment=one.id, by=story.member,
                                noted=AbsenceNoted(kind="planned", first_day=first, last_day=last))).id
            for first, last in days
        ]  # fmt: skip
    with on(DAY + timedelta(days=1)):
        await end_employment()
        await end_assignment(id=one.id, ending=Ending(last_day=date(2027, 2, 12), reason=WHY), by=story.pool)
        rows = [await absence_row(id=id, by=story.pool) for id in ids]
        assert [row.state for row in rows] == ["ended", "noted", "called_off"]
        assert rows[1].last_day == date(2027, 2, 12)


async def test_training_asked_before_posting_is_asked_at_confirmation_and_holds_the_start(world: World) -> None:
    with on(TODAY):
        await ask_before_posting(course="assembly", course_name="議会答弁", source="要綱", by=world.hiroshima)
        story = await confirmed(world)
        one = (await assignments(by=story.towns[0]))[0][0]
        asked = await requirements_of(members=[one.member], by=story.pool)
        assert [(row.course, row.due_on) for row in asked] == [("assembly", FIRST - timedelta(days=1))]
        await approve_appointment(id=one.appointment, by=story.towns[0])
    with on(FIRST), pytest.raises(RuleBroken, match=r"「議会答弁」.*修了が記録されるか、免除されると"):
        await start_assignment(id=one.id, by=story.pool)


@pytest.mark.parametrize("page", ["/assignments/calendar", "/api/v1/assignments/calendar", "/support/days"])
async def test_a_month_out_of_reach_is_refused_in_words(world: World, visit: Visit, page: str) -> None:
    for day in ("0001-01-01", "9999-12-01"):
        answer = await (await visit("sera")).get(f"{page}?month={day}")
        assert answer.status_code == 422 and "2100年" in answer.text


async def test_each_side_sees_its_page_and_a_refused_form_keeps_what_was_typed(world: World, visit: Visit) -> None:
    _, one = await serving(world)
    with on(DAY):
        page, town = f"/assignments/{one.id}", await visit("sera")
        assert (await (await visit("jinseki")).get(page)).status_code == 404
        typed = {"last_day_year": "2027", "last_day_month": "2", "last_day_day": "1", "reason": WHY}
        refused = await town.post(f"{page}/extensions", typed)
        assert refused.status_code == 422 and WHY in refused.text
        assert (await town.post(f"{page}/extensions", typed | {"last_day_month": "6"})).status_code == 303
        pool = await visit("hiroshima")
        shown = (await pool.get(page)).text
        assert "延長するかを決める" in shown and "配属を終える" in shown
        extension = (await pool.get(f"/api/v1{page}")).json()["extensions"][0]["id"]
        late = await pool.post(f"/extensions/{extension}/decision", {"verb": "refuse", "version": "4", "answer": WHY})
        assert late.status_code == 409 and WHY in late.text
        member = (await (await visit("nagi")).get(page)).text
        assert "来られない日を記録する" in member and "配属を終える" not in member
