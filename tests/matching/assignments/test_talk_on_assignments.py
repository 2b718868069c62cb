"""What the parties of an assignment say to each other: the town, the body that proposed and the member, nobody else."""

import pytest

from foundation.errors import NotFound
from matching.assignments.queries import assignments
from matching.assignments.talking import about_assignment
from registry.coordination.operations import reply
from registry.coordination.queries import thread_about, threads
from registry.coordination.rules import Kind
from registry.coordination.schemas import NewMessage
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, on
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

SAID = "初日は9時に窓口へお越しください。"


async def test_the_parties_talk_about_an_assignment_and_nobody_else_reads_it(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        one = (await assignments(by=story.towns[0]))[0][0]
        page = f"/assignments/{one.id}"
        town, member = await visit("sera"), await visit("nagi")
        assert f"{page}/thread" in (await town.get(page)).text
        refused = await town.post(f"{page}/thread/messages", {"body": " "})
        assert refused.status_code == 422 and "本文" in refused.text
        assert (await town.post(f"{page}/thread/messages", {"body": SAID})).status_code == 303
        assert "未読1件" in (await member.get("/coordination")).text
        shown = (await member.get(f"{page}/thread")).text
        assert SAID in shown and "と本人です" in shown
        assert (await member.send(f"{page}/thread/messages", {"body": "伺います。"})).status_code == 201
        said = await thread_about(kind=Kind.ASSIGNMENT, subject=one.id, by=story.pool)
        assert said is not None and [message.body for message in said.messages] == [SAID, "伺います。"]
        for outsider in (story.towns[1], world.ehime):
            assert await threads(by=outsider) == []
            with pytest.raises(NotFound):
                await about_assignment(assignment=one.id, by=outsider)
            with pytest.raises(NotFound):
                await reply(thread=said.id, message=NewMessage(body="x"), by=outsider)


async def test_a_member_asks_no_towns(world: World, visit: Visit) -> None:
    with on(TODAY):
        await confirmed(world)
        member = await visit("nagi")
        assert (await member.get("/coordination/questions/new")).status_code == 403
        asked = await member.post("/coordination/questions", {"title": "x", "body": "y"})
        assert asked.status_code == 403
