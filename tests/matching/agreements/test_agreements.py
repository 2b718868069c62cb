"""Shares that sum to the whole, and an agreement that is concluded with the last approval."""

import asyncio
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.agreements.due import waiting_for
from matching.agreements.operations import approve_agreement, divide_cost
from matching.agreements.queries import agreement_of, agreement_page
from matching.agreements.rules import MILLION, Bearer, Mix, divided, weights_of
from matching.agreements.schemas import CostDivision
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import Fact, record_facts
from registry.municipalities.rules import POPULATION
from tests.browser import Visit
from tests.matching.employment import FIRST, LAST, TODAY, Story, confirmed, on
from tests.world import AKIOTA, JINSEKI, SERA, World

database = pytest.mark.database


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any), st.integers(1, 10**12))
def test_parts_sum_to_the_whole_and_are_off_by_less_than_one(weights: list[int], whole: int) -> None:
    parts = divided(dict(enumerate(weights)), whole=whole)
    assert sum(parts.values()) == whole
    for at, weight in enumerate(weights):
        assert abs(parts[at] * sum(weights) - whole * weight) < sum(weights)


def test_equal_remainders_go_to_whoever_stands_first() -> None:
    assert divided({"世羅町": 1, "神石高原町": 1, "安芸太田町": 1}) == {
        "世羅町": 333_334, "神石高原町": 333_333, "安芸太田町": 333_333,
    }  # fmt: skip


async def agreement_id(story: Story) -> UUID:
    id = await agreement_of(proposal=story.proposal, by=story.pool)
    assert id is not None
    return id


@database
async def test_the_last_approval_concludes(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        bodies = [story.pool, *story.towns]
        for body in bodies[:-1]:
            await approve_agreement(id=id, by=body)
        shown = await agreement_page(id=id, by=story.towns[0])
        assert shown.agreement.state == "draft"
        assert sum(body.share_per_million for body in shown.bodies) == MILLION
        with pytest.raises(RuleBroken, match="もう済んでいます"):
            await approve_agreement(id=id, by=story.pool)
        assert [todo.link for todo in await waiting_for(by=bodies[-1])] == [f"/agreements/{id}"]
        await approve_agreement(id=id, by=bodies[-1])
        shown = await agreement_page(id=id, by=story.towns[0])
        assert (shown.agreement.state, shown.agreement.concluded_on) == ("concluded", TODAY)


@database
async def test_two_last_approvals_at_once_conclude_it(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        for body in (story.pool, story.towns[0]):
            await approve_agreement(id=id, by=body)
        await asyncio.gather(*(approve_agreement(id=id, by=town) for town in story.towns[1:]))
        assert (await agreement_page(id=id, by=story.pool)).agreement.state == "concluded"


@database
async def test_who_takes_no_part_does_not_read_it(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        outsiders: list[Viewer] = [world.onomichi, world.ehime, world.ministry, story.member]
        for outsider in outsiders:
            with pytest.raises(NotFound):
                await agreement_page(id=id, by=outsider)
        path = f"/agreements/{id}"
        assert (await (await visit("onomichi")).get(path)).status_code == 404
        sera = await visit("sera")
        assert "33.3334%" in (await sera.get(path)).text
        assert (await sera.post(f"{path}/approval")).headers["location"] == path
        assert (await sera.send(f"{path}/approval", None)).status_code == 422
        assert (await sera.get(f"/api/v1{path}")).json()["agreement"]["state"] == "draft"


@given(
    st.lists(st.tuples(st.integers(1, 62), st.integers(1, 400_000)), min_size=1, max_size=20),
    st.integers(0, 100), st.integers(0, 100), st.integers(0, 10**9),
)  # fmt: skip
def test_a_mix_gives_each_rule_its_part_and_loses_no_yen(
    facts: list[tuple[int, int]], first: int, second: int, whole: int
) -> None:
    mix = Mix(min(first, 100 - min(second, 100)), min(second, 100), 0)
    mix = Mix(mix.equal, mix.population, 100 - mix.equal - mix.population)
    bearers = {at: Bearer(days, people) for at, (days, people) in enumerate(facts)}
    weights = weights_of(mix, bearers)
    parts = divided(weights, whole=whole)
    assert sum(parts.values()) == whole
    days, people = sum(one.half_days for one in bearers.values()), sum(one.population or 0 for one in bearers.values())
    for at, one in bearers.items():
        exact = (
            Fraction(mix.equal, len(bearers)) + Fraction(mix.population * (one.population or 0), people)
            + Fraction(mix.use * one.half_days, days)
        ) / 100 * whole  # fmt: skip
        assert abs(parts[at] - exact) < 1


def test_a_rule_without_anything_to_divide_by_is_refused() -> None:
    with pytest.raises(ValueError, match="population"):
        weights_of(Mix(50, 50, 0), {"世羅町": Bearer(4, 15_000), "神石高原町": Bearer(4, None)})
    with pytest.raises(ValueError, match="days"):
        weights_of(Mix(0, 0, 100), {"世羅町": Bearer(0, 15_000)})


async def with_populations(*more: tuple[UUID, int]) -> None:
    """Two of the three towns have a registered population; `more` adds to them."""
    counted = [(SERA, 15_000), (JINSEKI, 8_000), *more]
    facts: list[Fact] = [(town, POPULATION, Decimal(people), None) for town, people in counted]
    by = Viewer.system(MINISTRY)
    await record_facts(facts=facts, as_of=date(2025, 1, 1), source="架空の台帳", verb="import_population", by=by)


def division(version: int, **more: int) -> CostDivision:
    given = {"equal": 30, "population": 50, "use": 20, "yearly_yen": 10_000_001, "version": version}
    return CostDivision.model_validate(given | more)


@database
async def test_a_division_is_yen_for_yen_and_recorded_with_its_population(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        with pytest.raises(RuleBroken, match="安芸太田町"):
            await with_populations()
            await divide_cost(id=id, division=division(1), by=story.pool)
        await with_populations((AKIOTA, 5_400))
        done = await divide_cost(id=id, division=division(1), by=story.pool)
        page = await agreement_page(id=id, by=story.towns[2])
        assert page.plan is not None and page.plan.words == "均等割30％・人口割50％・日数割20％"
        towns = {body.organisation: body for body in page.bodies if body.half_days}
        assert sum(body.yearly_yen or 0 for body in towns.values()) == 10_000_001
        assert towns[SERA].yearly_yen == 4_307_512
        assert (towns[SERA].population, towns[SERA].population_as_of) == (15_000, date(2025, 1, 1))
        assert (towns[SERA].first_day, towns[SERA].last_day) == (FIRST, LAST)
        with pytest.raises(Conflict):
            await divide_cost(id=id, division=division(1, equal=100, population=0, use=0), by=story.pool)
        await divide_cost(id=id, division=division(done.version, equal=100, population=0, use=0), by=story.pool)
        page = await agreement_page(id=id, by=story.pool)
        assert page.plan is not None and (page.plan.number, page.plan.basis) == (2, "equal")


@database
async def test_what_a_body_has_approved_does_not_change(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        with pytest.raises(NotAllowed):
            await divide_cost(id=id, division=division(1, equal=100, population=0, use=0), by=story.towns[0])
        version = (await approve_agreement(id=id, by=story.towns[0])).version
        with pytest.raises(RuleBroken, match="決裁した団体"):
            await divide_cost(id=id, division=division(version, equal=100, population=0, use=0), by=story.pool)


@database
async def test_a_refused_division_keeps_what_was_typed(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await confirmed(world)
        id = await agreement_id(story)
        browser = await visit("hiroshima")
        typed = {"equal": "50", "population": "40", "use": "0", "yearly_yen": "１，２３４，５６７円", "version": "1"}
        answer = await browser.post(f"/agreements/{id}/division", typed)
        assert answer.status_code == 422
        assert "１，２３４，５６７円" in answer.text and "今は90％です" in answer.text
        done = await browser.post(f"/agreements/{id}/division", typed | {"equal": "100", "population": ""})
        assert done.status_code == 303
        assert "411,523円" in (await browser.get(f"/agreements/{id}")).text
