"""Numbers by issuer, kind and fiscal year: one after the other, also when many come at once or fail."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Refusal
from reports.papers.rules import Kind
from reports.papers.schemas import Appointing, Paper
from reports.register.entries import next_number
from tests.world import World

pytestmark = pytest.mark.database

MARCH, APRIL = date(2027, 3, 31), date(2027, 4, 1)


async def taken(by: Viewer, *, kind: Kind = Kind.JIREI, day: date = MARCH, fails: bool = False) -> int:
    """The number that the viewer's body gives a paper; with `fails`, printing fails after it was taken."""
    assert by.organisation is not None
    async with unit_of_work(by) as work:
        mark = await next_number(paper(kind, by.organisation), day, work)
        if fails:
            raise Refusal("印刷できません")
        return mark.number


def paper(kind: Kind, issuer: UUID) -> Paper:
    """A paper of an issuer."""
    words = Appointing("架空 一郎", "専門員", "広島県", "広島県知事", None, MARCH, MARCH, [])
    return Paper(kind, uuid4(), issuer, issuer, None, [], "辞令", MARCH, words)


async def test_a_paper_that_fails_gives_its_number_back(world: World) -> None:
    assert await taken(world.hiroshima) == 1
    with pytest.raises(Refusal):
        await taken(world.hiroshima, fails=True)
    assert await taken(world.hiroshima) == 2


async def test_each_issuer_kind_and_fiscal_year_counts_for_itself(world: World) -> None:
    assert await taken(world.hiroshima) == 1
    assert await taken(world.hiroshima, kind=Kind.AGREEMENT) == 1
    assert await taken(world.hiroshima, day=APRIL) == 1
    assert await taken(world.ehime) == 1
    assert await taken(world.hiroshima) == 2


async def test_many_at_once_get_every_number_once(world: World) -> None:
    numbers = await asyncio.gather(*(taken(world.hiroshima) for _ in range(30)))
    assert sorted(numbers) == list(range(1, 31))
