"""Shares that sum to the whole, and an agreement that is concluded with the last approval."""

import asyncio
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.viewer import Viewer
from foundation.errors import NotFound, RuleBroken
from matching.agreements.operations import approve_agreement
from matching.agreements.queries import agreement_of, agreement_page, waiting_for
from matching.agreements.rules import MILLION, divided
from tests.browser import Visit
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.world import World

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
