"""A handover: a list from a version, each point with its side, the pack, and the end of the assignment's table."""

from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, Refusal, RuleBroken
from matching.assignments.operations import end_assignment
from matching.assignments.queries import assignment_row, assignments
from matching.assignments.schemas import AssignmentRow, Ending
from matching.assignments.tasks import end_employment
from matching.handovers.checklist import checklist_on
from matching.handovers.operations import close_handover, open_handover, tick_item
from matching.handovers.personal import forget
from matching.handovers.queries import handover_pack, handover_row, waiting_for
from matching.handovers.schemas import Closing, HandoverRow, ItemDone
from tests.at_once import at_once
from tests.browser import Visit
from tests.matching.employment import FIRST, TODAY, Story, on, running
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

LAST_DAY, AFTER = date(2027, 2, 15), date(2027, 2, 16)


async def leaving(world: World) -> tuple[Story, AssignmentRow]:
    """The first town's assignment ends early, in February."""
    with on(TODAY):
        story = await running(world)
    with on(FIRST):
        one = (await assignments(by=story.towns[0]))[0][0]
        await end_assignment(id=one.id, ending=Ending(last_day=LAST_DAY, reason="早く終わる。"), by=story.pool)
    return story, one


async def ticked(row: HandoverRow, sides: dict[str, Viewer]) -> None:
    for item in row.items:
        await tick_item(handover=row.id, item=item.id, done=ItemDone(version=1, note="共有フォルダ"),
                        by=sides[item.side])  # fmt: skip


def test_the_list_on_a_day_is_one_version_in_order_with_work_for_each_side() -> None:
    found = checklist_on(TODAY)
    assert [item.number for item in found] == list(range(1, len(found) + 1))
    assert len({item.version for item in found}) == 1 and {item.side for item in found} == {"member", "town", "pool"}
    assert checklist_on(date(2020, 1, 1)) == []


async def test_an_early_end_waits_for_its_handover_until_everything_is_done(world: World) -> None:
    story, one = await leaving(world)
    with on(LAST_DAY):
        assert [todo.act for todo in await waiting_for(by=story.pool)] == ["引き継ぎを始める"]
        assert await waiting_for(by=story.towns[0]) == []
        with pytest.raises(NotFound):
            await open_handover(assignment=one.id, by=story.towns[1])
        id = (await open_handover(assignment=one.id, by=story.member)).id
        with pytest.raises(Conflict, match="すでに始まって"):
            await open_handover(assignment=one.id, by=story.pool)
        assert [todo.act for todo in await waiting_for(by=story.towns[0])] == ["引き継ぎを進める"]
        row = await handover_row(id=id, by=story.towns[0])
        with pytest.raises(RuleBroken, match="まだ済んでいないもの"):
            await close_handover(id=id, closing=Closing(version=1), by=story.pool)
        await ticked(row, {"member": story.member, "town": story.towns[0], "pool": story.pool})
        with pytest.raises(Conflict):
            await tick_item(handover=id, item=row.items[0].id, done=ItemDone(version=1), by=story.pool)
        with pytest.raises(RuleBroken, match="配属がまだ終わって"):
            await close_handover(id=id, closing=Closing(version=1), by=story.pool)
    with on(AFTER):
        await end_employment()
        with pytest.raises(NotAllowed):
            await close_handover(id=id, closing=Closing(version=1), by=story.towns[0])
        await close_handover(id=id, closing=Closing(version=1, message="ありがとうございました。"), by=story.pool)
        assert (await assignment_row(id=one.id, by=story.pool)).state == "handed_over"
        pack = await handover_pack(assignment=one.id, by=story.member)
        assert pack.handover and {item.done_side for item in pack.handover.items} == {"member", "town", "pool"}
        assert await waiting_for(by=story.pool) == []
        await forget(member=one.member, by=story.pool)
        kept = await handover_row(id=id, by=story.towns[0])
        assert kept.message == "" and {item.note for item in kept.items} == {"共有フォルダ"}


async def test_a_point_reopened_at_the_moment_of_the_close_leaves_nothing_open_in_a_closed_one(world: World) -> None:
    story, one = await leaving(world)
    with on(LAST_DAY):
        id = (await open_handover(assignment=one.id, by=story.pool)).id
        row = await handover_row(id=id, by=story.pool)
        await ticked(row, {"member": story.member, "town": story.towns[0], "pool": story.pool})
    with on(AFTER):
        await end_employment()
        again = ItemDone(version=2, done=False)
        outcomes = await at_once(
            tick_item(handover=id, item=row.items[0].id, done=again, by=story.towns[0]),
            close_handover(id=id, closing=Closing(version=1), by=story.pool),
        )
        after = await handover_row(id=id, by=story.pool)
        assert (after.state == "done") == (after.left == [])
        assert [isinstance(outcome, Refusal) for outcome in outcomes].count(True) == 1


async def test_the_page_and_its_twin(world: World, visit: Visit) -> None:
    _, one = await leaving(world)
    with on(LAST_DAY):
        page, town = f"/assignments/{one.id}/handover", await visit("sera")
        assert "引き継ぎを始める" in (await town.get(page)).text
        assert (await town.post(page)).status_code == 303
        item = (await town.get(f"/api/v1{page}")).json()["handover"]["items"][4]
        path = f"/handovers/{(await town.get(f'/api/v1{page}')).json()['handover']['id']}/items/{item['id']}"
        stale = await town.post(path, {"version": "7", "done": "true", "note": "機器は返却済み"})
        assert stale.status_code == 409 and "機器は返却済み" in stale.text
        assert (await town.send(path, {"version": 1, "note": "機器は返却済み"})).status_code == 201
        assert "済みにしました" in (await town.get(page)).text
