"""The workbench: whom it ranks, whom it keeps out and why, who may look, what a page costs."""

import pytest

from auth.journal.queries import done_by_body
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound
from matching.allocation.operations import request_run
from matching.allocation.queries import run_page, why, workbench
from matching.allocation.tasks import run_allocation
from matching.conflicts.operations import declare
from matching.conflicts.schemas import Declaration
from tests.browser import Visit
from tests.matching.allocation.allocation_world import build_bench, counted, matchable, person, skill_of_scheme
from tests.world import SERA, World

pytestmark = pytest.mark.database


async def test_people_who_fit_are_ranked_and_the_others_have_their_reason(world: World) -> None:
    made = await build_bench(world)
    bench = await workbench(by=world.hiroshima, need=made.jinseki)
    assert bench.candidates is not None
    assert [row.member for row in bench.candidates.ranked] == [made.best, made.second]
    assert [row.fit for row in bench.candidates.ranked] == sorted(
        (sum(part.points for part in row.components) for row in bench.candidates.ranked), reverse=True
    )
    said = {row.member: " ".join(each.sentence for each in row.obstacles) for row in bench.candidates.excluded}
    assert said.keys() == {made.producer, made.far}
    assert "役割が違う" in said[made.producer]
    assert "本人の上限は0分" in said[made.far]


async def test_protected_towns_come_first_and_unknown_facts_protect_nobody(world: World) -> None:
    made = await build_bench(world)
    lines = (await workbench(by=world.hiroshima)).needs
    assert {line.id for line in lines[:2]} == {made.sera, made.jinseki}
    assert {line.id: line.protected for line in lines} == {
        made.sera: True, made.jinseki: True, made.akiota: None, made.onomichi: False,
    }  # fmt: skip
    assert {line.id: line.candidates for line in lines}[made.sera] == 3, "who does not travel serves their own town"
    assert {line.candidates for line in lines if line.id != made.sera} == {2}


async def test_names_are_shown_to_the_pool_and_journalled(world: World) -> None:
    made = await build_bench(world)
    bench = await workbench(by=world.hiroshima, need=made.jinseki)
    assert bench.candidates is not None
    assert {row.name for row in bench.candidates.ranked} == {"試野 一", "試野 二"}
    looked = [row for row in await done_by_body(by=world.hiroshima) if row.purpose == "割当の検討"]
    assert {row.subject for row in looked} == {made.best, made.second, made.producer, made.far}


async def test_another_prefecture_sees_nothing_and_a_town_is_refused(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    bench = await workbench(by=world.ehime, need=made.sera)
    assert (bench.needs, bench.people, bench.candidates) == ([], 0, None)
    with pytest.raises(NotFound):
        await why(need=made.sera, member=made.best, by=world.ehime)
    with pytest.raises(NotAllowed):
        await workbench(by=world.sera, need=made.sera)
    for path in ("/allocation", f"/allocation/why?need={made.sera}&member={made.best}"):
        for login in ("sera", "ministry", "hiroshima_reader"):
            assert (await (await visit(login)).get(path)).status_code == 403
            assert (await (await visit(login)).get(f"/api/v1{path}")).status_code == 403
    assert (await (await visit()).get("/allocation")).headers["location"].startswith("/sign-in")


async def test_row_security_alone_keeps_another_prefecture_out(world: World) -> None:
    made = await build_bench(world)
    async with unit_of_work(world.ehime) as work:
        assert await work.connection.fetchval("select count(*) from allocation_commitment") == 0
        assert await work.connection.fetchval("select count(*) from allocation_bar") == 0
        assert await work.connection.fetchval("select count(*) from member_identity where member = $1", made.best) == 0


async def test_the_page_costs_the_same_for_more_people(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hiroshima = await visit("hiroshima")
    with counted() as few:
        page = await hiroshima.get(f"/allocation?need={made.jinseki}")
    assert page.status_code == 200
    for number in range(15):
        await person(world.hiroshima, f"試野 追加{number}", made.skill, level=3, base=SERA)
    with counted() as many:
        page = await hiroshima.get(f"/allocation?need={made.jinseki}")
    assert len(many) == len(few) <= 12, "\n----\n".join(few)
    assert len(page.content) < 60_000
    assert "ほかに7人が条件を満たしています" in page.text


async def test_a_declared_bar_keeps_a_person_out(world: World) -> None:
    made = await build_bench(world)
    dealing = Declaration.model_validate(
        {"member": made.best, "municipality": SERA, "kind": "own_business", "statement": "架空の取引です。",
         "bars": True, "first_day": "2026-04-01"}
    )  # fmt: skip
    await declare(declaration=dealing, by=world.hiroshima)
    answer = await why(need=made.sera, member=made.best, by=world.hiroshima)
    assert ["利益相反" in each.sentence for each in answer.obstacles] == [True]
    assert (await why(need=made.jinseki, member=made.best, by=world.hiroshima)).obstacles == []


async def test_both_doors_show_the_same(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hiroshima = await visit("hiroshima")
    page = (await hiroshima.get(f"/allocation?need={made.jinseki}&member={made.second}")).text
    told = (await hiroshima.get(f"/api/v1/allocation?need={made.jinseki}&member={made.second}")).json()
    assert told["candidates"]["selected"]["person"]["name"] == "試野 二"
    assert "試野 二さんの月" in page
    for row in told["candidates"]["ranked"]:
        assert f"<b>{row['fit']}</b> / 1000" in page
    fragment = await hiroshima.client.get(
        f"/allocation/why?need={made.jinseki}&member={made.second}", headers={"hx-request": "true"}
    )
    assert "まだ案がありません" in fragment.text and "<html" not in fragment.text


async def test_a_pool_without_people_and_one_without_needs_say_so(world: World, visit: Visit) -> None:
    ehime = await visit("ehime")
    assert "人を待つ要望はありません" in (await ehime.get("/allocation")).text
    skill = await skill_of_scheme(world.ehime)
    need = await matchable(world, world.matsuyama, "窓口の案内", skill, pool=world.ehime)
    page = (await ehime.get("/allocation")).text
    assert "候補0人" in page and "候補は0人です" in page
    done = await request_run(by=world.ehime)
    await run_allocation(str(done.id), str(world.ehime.account), str(world.ehime.organisation))
    left = (await run_page(id=done.id, by=world.ehime)).left_open
    assert [(row.need, row.sentence) for row in left] == [(need, "条件を満たす人がいません。")]
