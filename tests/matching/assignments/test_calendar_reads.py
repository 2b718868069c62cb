"""What the calendar does every hour reads no name of anybody for whom nothing is due."""

from datetime import timedelta

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from matching.appointments.tasks import tell_endings
from matching.assignments.tasks import begin_employment, end_employment
from matching.proposals.tasks import expire_proposals
from tests.matching.employment import ANSWER_BY, FIRST, TODAY, answered, on, running
from tests.world import World
from training.enrolments.operations import require_training
from training.enrolments.schemas import NewRequirement
from training.enrolments.tasks import remind_of_training

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

READ = "select purpose from journal where is_read and role = 'system' and person = $1"


async def looks_of_the_calendar(member: Viewer) -> list[str]:
    """What for, each time the calendar runs as it does every hour, it reads this person's name."""
    for task in (expire_proposals, begin_employment, end_employment, tell_endings, remind_of_training):
        await task()
    async with reading(member) as work:
        return [row["purpose"] for row in await work.connection.fetch(READ, member.member)]


async def test_of_somebody_at_work_and_enrolled(world: World) -> None:
    with on(TODAY):
        story = await running(world)
        assert story.member.member is not None
        asked = NewRequirement(member=story.member.member, course="assembly", required_for="仕事のため")
        await require_training(new=asked, by=story.pool)
        before = await looks_of_the_calendar(story.member)
    with on(FIRST + timedelta(days=1)):
        assert await looks_of_the_calendar(story.member) == before


async def test_of_somebody_whose_proposal_is_answered_and_waits_for_its_confirmation(world: World) -> None:
    with on(TODAY):
        story = await answered(world)
    with on(ANSWER_BY + timedelta(days=1)):
        assert await looks_of_the_calendar(story.member) == []
