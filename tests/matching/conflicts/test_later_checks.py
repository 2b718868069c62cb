"""A conflict of interest bars somebody who is to stay longer or to come instead, as it bars a proposal."""

from datetime import date

import pytest

from foundation.errors import RuleBroken
from matching.appointments.operations import decide_appointment
from matching.appointments.queries import appointment_row
from matching.appointments.schemas import Decision
from matching.assignments.absences import cover_absence, note_absence
from matching.assignments.extending import ask_extension, decide_extension
from matching.assignments.life import assignment_page
from matching.assignments.queries import assignments
from matching.assignments.schemas import AbsenceNoted, AssignmentRow, CoverChosen, ExtensionAsked, ExtensionDecision
from matching.conflicts.operations import declare
from matching.conflicts.queries import checks
from matching.conflicts.schemas import Declaration
from registry.members.pauses import pause_member
from registry.members.record_schemas import NewPause
from tests.matching.employment import LAST, TODAY, Story, on, running
from tests.registry.people import designer, offering
from tests.world import SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DAY = date(2027, 2, 1)
MAY = date(2027, 5, 31)
WHY = "窓口の切り替えが5月までかかるため。"


async def serving(world: World) -> tuple[Story, AssignmentRow]:
    """Three towns served; Sera's assignment."""
    with on(TODAY):
        story = await running(world)
    return story, (await assignments(by=world.sera))[0][0]


async def barred_from(first_day: date, story: Story, one: AssignmentRow) -> None:
    told = Declaration(member=one.member, municipality=SERA, kind="own_business", statement="機器を納めます。",
                       bars=True, first_day=first_day)  # fmt: skip
    await declare(declaration=told, by=story.pool)


async def wished_until_may(story: Story, one: AssignmentRow) -> ExtensionDecision:
    """Sera asks for longer and renews its appointment; what the pool would answer."""
    await ask_extension(assignment=one.id, asked=ExtensionAsked(last_day=MAY, reason=WHY), by=story.towns[0])
    post = await appointment_row(id=one.appointment, by=story.towns[0])
    renewal = Decision(verb="renew", version=post.version, effective_on=DAY, reason=WHY, last_day=MAY)
    await decide_appointment(id=post.id, decision=renewal, by=story.towns[0])
    return ExtensionDecision(verb="approve", version=1, answer="認めます。")


@pytest.mark.parametrize(("first_day", "bars"), [(date(2027, 4, 1), True), (date(2027, 6, 1), False)])
async def test_a_dealing_in_the_further_days_bars_an_extension(world: World, first_day: date, bars: bool) -> None:
    story, one = await serving(world)
    with on(DAY):
        approve = await wished_until_may(story, one)
        await barred_from(first_day, story, one)
        wish = (await assignment_page(id=one.id, by=story.pool)).extensions[0].id
        if bars:
            with pytest.raises(RuleBroken, match="利益相反のため、延長できません"):
                await decide_extension(id=wish, decision=approve, by=story.pool)
        else:
            await decide_extension(id=wish, decision=approve, by=story.pool)
        page = await assignment_page(id=one.id, by=story.pool)
        assert page.assignment.last_day == (LAST if bars else MAY)
        of_sera = [row for row in await checks(proposal=one.proposal, by=story.pool) if row.municipality == SERA]
        assert [row.clear for row in of_sera] == [True] * (1 if bars else 2), "what was granted was checked"


async def test_nobody_who_rests_comes_instead(world: World) -> None:
    story, one = await serving(world)
    with on(DAY):
        cover = await designer(by=story.pool, name="代 わり", kana="だい わり", email="kawari@example.jp")
        await offering(cover, 4, by=story.pool)
        away = AbsenceNoted(kind="sudden", first_day=DAY, last_day=date(2027, 2, 28))
        absence = (await note_absence(assignment=one.id, noted=away, by=story.member)).id
        await pause_member(member=cover, new=NewPause(first_day=DAY), by=story.pool)
        with pytest.raises(RuleBroken, match="お休み中"):
            await cover_absence(id=absence, chosen=CoverChosen(cover=cover, half_days=4, version=1), by=story.pool)
