"""What a town reads of the plan that leaves its need without a person: why, and nothing of anybody else."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound
from matching.allocation.left_open import need_outcome, note_left_open
from matching.allocation.operations import decide_pair, propose
from matching.allocation.queries import run_page
from matching.allocation.rules import PinKind
from matching.allocation.schemas import PinChoice, Selection
from matching.allocation.tasks import tell_left_open
from matching.proposals.operations import send_proposal
from matching.proposals.schemas import Sending
from tests.browser import Visit
from tests.matching.allocation.allocation_world import Bench, build_bench, matchable, months
from tests.matching.allocation.test_runs import run
from tests.world import World

pytestmark = pytest.mark.database

TASK = "select args from jobs.procrastinate_jobs where task_name = 'tell_left_open' order by id desc limit 1"

KEPT = "select id, need, why from allocation_left_open order by id"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A plan in which Jinseki's need was barred by hand, one of Akiota's lost, and nobody fits Onomichi's."""

    made: Bench
    plan: UUID
    lost: UUID
    nobody: UUID


async def left_out(world: World) -> LeftOut:
    """Only `best` may serve Akiota, which wants two people at the same time."""
    made = await build_bench(world)
    other = await matchable(world, world.akiota, "もう一つの相談", made.skill)
    nobody = await matchable(world, world.onomichi, "毎日の支援", made.skill, half_days=40)
    barred = [(made.second, made.akiota), (made.second, other), (made.best, made.jinseki), (made.second, made.jinseki)]
    for member, need in barred:
        await decide(world, member, need, PinKind.NEVER)
    plan = await run(world)
    open_needs = {each.need for each in (await run_page(id=plan, by=world.hiroshima)).left_open}
    (lost,) = open_needs & {made.akiota, other}
    return LeftOut(made, plan, lost, nobody)


async def decide(world: World, member: UUID, need: UUID, kind: PinKind | None) -> None:
    choice = PinChoice(member=member, need=need, kind=kind, reason="架空の理由。")
    await decide_pair(choice=choice, by=world.hiroshima)


async def sent(world: World, member: UUID, need: UUID, *, plan: UUID | None) -> None:
    """A proposal made from the plan goes out, and the worker does what was queued with it."""
    selection = Selection(member=member, needs=[need], run=plan)
    proposal = (await propose(selection=selection, by=world.hiroshima)).id
    assert (await need_outcome(need=need, by=world.hiroshima)).searching
    await send_proposal(id=proposal, sending=Sending(answer_by=months()[0]), by=world.hiroshima)
    await tell_left_open(str(world.hiroshima.account), str(world.hiroshima.organisation))


async def kinds(world: World, plan: LeftOut) -> list[str]:
    """What Jinseki, Akiota and Onomichi are told, in this order; nothing is left out."""
    asked = ((plan.made.jinseki, world.jinseki), (plan.lost, world.akiota), (plan.nobody, world.onomichi))
    return [told.kind for need, town in asked for told in (await need_outcome(need=need, by=town)).told]


async def test_each_town_reads_why_once_a_proposal_of_the_plan_is_sent(world: World) -> None:
    plan = await left_out(world)
    assert await kinds(world, plan) == [], "a plan is the prefecture's own until something of it is sent"
    await sent(world, plan.made.best, plan.made.onomichi, plan=plan.plan)
    assert await kinds(world, plan) == ["forbidden", "lost", "no_candidate"]
    assert (await need_outcome(need=plan.made.sera, by=world.sera)).told == [], "somebody serves this one in the plan"
    async with unit_of_work(world.hiroshima) as work:
        assert "試野" not in await work.connection.fetchval(TASK)
        kept = await work.connection.fetch(KEPT)
    await note_left_open(by=world.hiroshima)
    async with unit_of_work(world.hiroshima) as work:
        assert await work.connection.fetch(KEPT) == kept, "the same is not written, nor journalled, again"


async def test_both_doors_say_the_same_and_name_nobody_else(world: World, visit: Visit) -> None:
    plan = await left_out(world)
    await sent(world, plan.made.best, plan.made.onomichi, plan=plan.plan)
    akiota = await visit("akiota")
    assert f'hx-get="/allocation/needs/{plan.lost}"' in (await akiota.get(f"/needs/{plan.lost}")).text
    page = (await akiota.get(f"/allocation/needs/{plan.lost}")).text
    (told,) = (await akiota.get(f"/api/v1/allocation/needs/{plan.lost}")).json()["told"]
    for text in (page, told["why"] + told["what_next"]):
        assert "条件に合う人はいましたが" in text and "ほかの相談を先にしました" in text
        assert not [name for name in ("試野", "世羅", "神石", "尾道") if name in text]
    part = await akiota.client.get(f"/allocation/needs/{plan.lost}", headers={"hx-request": "true"})
    assert told["why"] in part.text and "<html" not in part.text
    assert (await (await visit("sera")).get(f"/allocation/needs/{plan.lost}")).status_code == 404
    with pytest.raises(NotFound):
        await need_outcome(need=plan.lost, by=world.ehime)


async def test_the_pool_reads_what_somebody_for_it_would_cost_and_whom_to_recruit(world: World, visit: Visit) -> None:
    plan, hiroshima = await left_out(world), await visit("hiroshima")
    path = f"/allocation/runs/{plan.plan}/needs/{plan.lost}"
    shown = (await hiroshima.get(f"/allocation/runs/{plan.plan}")).text
    assert f'hx-get="{path}"' in shown and shown.count('hx-target="#nobody"') == 1, "only what was lost has a price"
    assert "どんな人が足りないか" in shown and "尾道市" in shown and "うち候補なし1件" in shown
    said = (await hiroshima.get(f"/api/v1{path}")).json()["sentences"]
    assert said[0] == "候補は2人いますが、人をつけても、どの段階の値も同じです。", "both needs of Akiota are alike"
    assert "試野 一さん" in said[1]
    assert any("人がつかなくなります" in sentence and "安芸太田町" in sentence for sentence in said)
    assert said[0] in (await hiroshima.get(path)).text
    assert (await hiroshima.get(f"/allocation/runs/{plan.plan}/needs/{plan.made.sera}")).status_code == 404
    for login, status in (("akiota", 403), ("ehime", 404)):
        assert (await (await visit(login)).get(path)).status_code == status


async def test_row_security_alone_keeps_other_towns_out_and_nobody_invents_a_reason(world: World) -> None:
    plan = await left_out(world)
    await sent(world, plan.made.best, plan.made.onomichi, plan=plan.plan)
    for town, seen in ((world.akiota, 1), (world.sera, 0), (world.ehime, 0), (world.hiroshima, 3)):
        async with unit_of_work(town) as work:
            assert await work.connection.fetchval("select count(*) from allocation_left_open") == seen
            gone = await work.connection.execute("delete from allocation_left_open where owner <> app_organisation()")
            assert gone == "DELETE 0"


async def test_a_later_plan_replaces_what_an_earlier_one_said_and_never_the_other_way_round(world: World) -> None:
    plan = await left_out(world)
    await decide(world, plan.made.second, plan.made.jinseki, None)
    later = await run(world)
    await sent(world, plan.made.best, plan.made.onomichi, plan=later)
    assert await kinds(world, plan) == ["lost", "no_candidate"], "Jinseki has somebody in the later plan"
    await sent(world, plan.made.far, plan.made.sera, plan=plan.plan)
    assert await kinds(world, plan) == ["lost", "no_candidate"]
    rows = (await need_outcome(need=plan.lost, by=world.akiota)).told
    finished = (await run_page(id=later, by=world.hiroshima)).run.finished_at
    assert [row.planned_at for row in rows] == [finished]
    await decide(world, plan.made.second, plan.lost, None)
    await sent(world, plan.made.second, plan.lost, plan=None)
    assert (await need_outcome(need=plan.lost, by=world.akiota)).told == [], "somebody is asked for it now"
