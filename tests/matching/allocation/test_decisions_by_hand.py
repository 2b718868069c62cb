"""Pins and proposals made on the workbench: kept by every run, refused where they cannot be, through both doors."""

from uuid import UUID

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.allocation.gathering import board
from matching.allocation.operations import decide_pair, propose, remove_pin, request_run
from matching.allocation.queries import run_page, why, workbench
from matching.allocation.rules import PinKind, RunState
from matching.allocation.schemas import PinChoice, Selection
from matching.proposals.operations import send_proposal
from matching.proposals.queries import proposal_page, proposals
from matching.proposals.schemas import Sending
from tests.browser import Visit
from tests.matching.allocation.allocation_world import Bench, build_bench, matchable, months, person
from tests.matching.allocation.test_runs import run
from tests.world import SERA, World

pytestmark = pytest.mark.database

REASON = "本人から、この町は来年度にしたいと聞いた。"


def choice(member: UUID, need: UUID, kind: PinKind | None, reason: str = REASON) -> PinChoice:
    """A decision about a pair."""
    return PinChoice(member=member, need=need, kind=kind, reason=reason)


async def holder(world: World, need: UUID) -> UUID | None:
    """Who serves the need in a fresh run."""
    shown = await run_page(id=await run(world), by=world.hiroshima)
    assert shown.run.state == RunState.FINISHED
    return next((row.member for row in shown.people if need in {each.need for each in row.needs}), None)


async def test_a_run_keeps_who_must_be_in_and_leaves_out_who_must_not(world: World) -> None:
    made = await build_bench(world)
    await decide_pair(choice=choice(made.second, made.sera, PinKind.MUST), by=world.hiroshima)
    assert await holder(world, made.sera) == made.second
    await decide_pair(choice=choice(made.second, made.sera, PinKind.NEVER), by=world.hiroshima)
    assert await holder(world, made.sera) != made.second
    await decide_pair(choice=choice(made.best, made.sera, PinKind.NEVER), by=world.hiroshima)
    await decide_pair(choice=choice(made.far, made.sera, PinKind.NEVER), by=world.hiroshima)
    assert await holder(world, made.sera) is None
    await decide_pair(choice=choice(made.second, made.sera, None), by=world.hiroshima)
    assert await holder(world, made.sera) == made.second


async def test_the_ranking_shows_what_was_decided(world: World) -> None:
    made = await build_bench(world)
    await decide_pair(choice=choice(made.second, made.jinseki, PinKind.MUST), by=world.hiroshima)
    await decide_pair(choice=choice(made.best, made.jinseki, PinKind.NEVER), by=world.hiroshima)
    bench = await workbench(by=world.hiroshima, need=made.jinseki)
    assert bench.candidates is not None and bench.need is not None
    assert [row.member for row in bench.candidates.ranked] == [made.second]
    assert [(row.member, row.pin.reason) for row in bench.candidates.barred if row.pin] == [(made.best, REASON)]
    assert bench.need.candidates == 1


@pytest.mark.usefixtures("application")
async def test_who_does_not_fit_is_not_forced_in(world: World) -> None:
    made = await build_bench(world)
    with pytest.raises(RuleBroken, match="役割が違う"):
        await decide_pair(choice=choice(made.producer, made.sera, PinKind.MUST), by=world.hiroshima)
    await decide_pair(choice=choice(made.best, made.sera, PinKind.MUST), by=world.hiroshima)
    with pytest.raises(Conflict, match="ほかの人を「必ず入れる」"):
        await decide_pair(choice=choice(made.second, made.sera, PinKind.MUST), by=world.hiroshima)
    with pytest.raises(ValueError, match="理由を書いてください"):
        choice(made.best, made.sera, PinKind.NEVER, reason=" ")


async def test_decisions_that_exclude_each_other_end_in_words(world: World) -> None:
    made = await build_bench(world)
    busy = await person(world.hiroshima, "試野 五", made.skill, level=2, base=SERA, half_days=6)
    for need in (made.sera, made.jinseki):
        await decide_pair(choice=choice(busy, need, PinKind.MUST), by=world.hiroshima)
    shown = await run_page(id=await run(world), by=world.hiroshima)
    assert shown.run.state == RunState.FAILED
    assert "「必ず入れる」と決めた組と" in shown.run.failure


async def test_only_the_own_body_decides_and_takes_back(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    pin = (await decide_pair(choice=choice(made.best, made.sera, PinKind.NEVER), by=world.hiroshima)).id
    for outsider, error in ((world.ehime, NotFound), (world.sera, NotAllowed)):
        with pytest.raises(error):
            await remove_pin(id=pin, by=outsider)
        with pytest.raises(error):
            await decide_pair(choice=choice(made.best, made.sera, PinKind.MUST), by=outsider)
    assert (await (await visit("ehime")).post(f"/allocation/pins/{pin}/removal")).status_code == 404
    assert (await (await visit("sera")).post(f"/allocation/pins/{pin}/removal")).status_code == 403
    assert [row.id for row in (await board(by=world.hiroshima)).pins.values()] == [pin]
    await remove_pin(id=pin, by=world.hiroshima)
    assert not (await board(by=world.hiroshima)).pins


async def test_both_doors_decide_and_a_refused_form_keeps_what_was_typed(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hiroshima = await visit("hiroshima")
    pair = {"member": str(made.best), "need": str(made.sera)}
    refused = await hiroshima.post("/allocation/pins", {**pair, "kind": "never"})
    assert refused.status_code == 422 and "理由を書いてください" in refused.text
    assert 'value="never" checked' in refused.text
    sent = await hiroshima.post("/allocation/pins", {**pair, "kind": "never", "reason": REASON})
    assert sent.headers["location"] == f"/allocation?need={made.sera}&member={made.best}"
    assert REASON in (await hiroshima.get(sent.headers["location"])).text
    told = await hiroshima.send("/allocation/pins", {**pair, "kind": "must"})
    assert told.status_code == 201
    pin = told.json()["id"]
    assert (await hiroshima.send(f"/allocation/pins/{pin}/removal", None)).status_code == 201
    assert (await hiroshima.send("/allocation/pins", {**pair, "kind": "never"})).status_code == 422


async def test_one_person_for_three_towns_in_one_step(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hiroshima = await visit("hiroshima")
    needs = [str(need) for need in (made.sera, made.jinseki, made.onomichi)]
    sent = await hiroshima.post("/allocation/proposals", {"member": str(made.best), "needs": needs})
    proposal = UUID(sent.headers["location"].removeprefix("/proposals/"))
    drafted = await proposal_page(id=proposal, by=world.hiroshima)
    assert {str(line.need) for line in drafted.lines} == set(needs)
    assert (drafted.member, drafted.state) == (made.best, "draft")
    again = await hiroshima.send("/allocation/proposals", {"member": str(made.best), "needs": [str(made.akiota)]})
    assert again.status_code == 201


async def test_needs_of_two_forms_ask_for_one_beside_the_choice(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hired = await matchable(world, world.akiota, "業務委託の相談", made.skill, form="contract")
    both = await person(world.hiroshima, "試野 五", made.skill, level=4, base=SERA,
                        forms=["special_part_time", "contract"])  # fmt: skip
    hiroshima = await visit("hiroshima")
    chosen = {"member": str(both), "needs": [str(made.sera), str(hired)], "form": ""}
    refused = await hiroshima.post("/allocation/proposals", chosen)
    assert refused.status_code == 422 and "任用の形が違う" in refused.text
    assert all(f'<option value="{form}"' in refused.text for form in ("special_part_time", "contract"))
    assert '<option value="fellow"' not in refused.text, "only forms that a need of this person names"
    assert f'value="{hired}" checked' in refused.text
    sent = await hiroshima.post("/allocation/proposals", {**chosen, "form": "contract"})
    drafted = await proposal_page(id=UUID(sent.headers["location"].removeprefix("/proposals/")), by=world.hiroshima)
    assert (drafted.form, len(drafted.lines)) == ("contract", 2)


async def test_a_form_that_none_of_the_needs_asks_for_is_refused_at_both_doors(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    hiroshima = await visit("hiroshima")
    run = str((await request_run(by=world.hiroshima)).id)
    chosen = {"member": str(made.best), "needs": [str(made.sera)], "form": "contract", "run": run}
    refused = await hiroshima.post("/allocation/proposals", chosen)
    assert refused.status_code == 422 and "任用の形が「業務委託」のものはありません" in refused.text
    assert f'value="{made.sera}" checked' in refused.text
    assert f'name="run" value="{run}"' in refused.text, "once mended, its draft counts as made from the plan"
    assert (await hiroshima.send("/allocation/proposals", chosen)).status_code == 422
    assert (await proposals(by=world.hiroshima))[0] == []


async def test_needs_that_do_not_fit_together_are_refused_and_stay_ticked(world: World, visit: Visit) -> None:
    made = await build_bench(world)
    busy = await person(world.hiroshima, "試野 五", made.skill, level=2, base=SERA, half_days=6)
    hiroshima = await visit("hiroshima")
    needs = [str(made.sera), str(made.jinseki)]
    refused = await hiroshima.post("/allocation/proposals", {"member": str(busy), "needs": needs})
    assert refused.status_code == 422
    assert "の日数を超えます" in refused.text
    for need in needs:
        assert f'value="{need}" checked' in refused.text


async def test_what_was_sent_is_no_longer_open_and_takes_its_days(world: World) -> None:
    made = await build_bench(world)
    selection = Selection(member=made.best, needs=[made.sera])
    proposal = (await propose(selection=selection, by=world.hiroshima)).id
    assert made.sera in {line.id for line in (await workbench(by=world.hiroshima)).needs}, "a draft closes nothing"
    before = await _left(world, made)
    await send_proposal(id=proposal, sending=Sending(answer_by=months()[0]), by=world.hiroshima)
    bench = await workbench(by=world.hiroshima, need=made.jinseki)
    assert made.sera not in {line.id for line in bench.needs}
    assert bench.now.filled == 1
    assert await _left(world, made) == [days - 20 for days in before]
    again = await matchable(world, world.sera, "もう一つの相談", made.skill)
    said = await why(need=again, member=made.best, by=world.hiroshima)
    assert ["すでに受け持っている" in each.sentence for each in said.obstacles] == [True]
    candidates = (await workbench(by=world.hiroshima, need=again)).candidates
    assert candidates is not None and made.best not in {row.member for row in candidates.ranked}
    assert await holder(world, again) != made.best


async def _left(world: World, made: Bench) -> list[int]:
    bench = await workbench(by=world.hiroshima, need=made.jinseki, member=made.best)
    assert bench.candidates is not None and bench.candidates.selected is not None
    return [days for _, days in bench.candidates.selected.person.remaining]
