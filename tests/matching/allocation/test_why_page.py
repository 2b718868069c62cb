"""What would have to change is answered on the page and by the API, to the prefecture alone."""

import pytest

from matching.allocation.operations import request_run
from matching.allocation.queries import why
from matching.allocation.tasks import run_allocation
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench
from tests.world import World

pytestmark = pytest.mark.database

FEWER_VISITS = "来庁を月1回減らし、その分を遠隔にする"


async def planned(world: World) -> None:
    by = world.hiroshima
    done = await request_run(by=by)
    await run_allocation(str(done.id), str(by.account), str(by.organisation))


async def test_the_answer_names_the_change_that_lets_somebody_in(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    await planned(world)
    answer = await why(need=made.jinseki, member=made.far, by=world.hiroshima)
    assert answer.obstacles
    assert answer.remedies is not None
    assert [FEWER_VISITS] in [each.changes for each in answer.remedies.found]
    hr = await visit("hiroshima")
    path = f"/allocation/why?need={made.jinseki}&member={made.far}"
    assert FEWER_VISITS in (await hr.get(path)).text
    twin = (await hr.get(f"/api/v1{path}")).json()
    assert [FEWER_VISITS] in [each["changes"] for each in twin["remedies"]["found"]]


async def test_another_role_is_in_no_catalogue(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    await planned(world)
    answer = await why(need=made.jinseki, member=made.producer, by=world.hiroshima)
    assert answer.remedies is not None
    assert answer.remedies.found == []
    hr = await visit("hiroshima")
    page = await hr.get(f"/allocation/why?need={made.jinseki}&member={made.producer}")
    assert "この一覧の中にはありません" in page.text


async def test_without_a_plan_nothing_is_measured(world: World) -> None:
    made = await build_bench(world)
    assert (await why(need=made.jinseki, member=made.far, by=world.hiroshima)).remedies is None
