"""Whatever happens, a national number is the number of the rows that open behind it, and of the prefectures' own."""

import os
from random import Random

import pytest

from registry.accelerators.queries import registrations
from tests.matching.employment import TODAY, confirmed, on
from tests.reports.figures.drawn_nation import STEPS, whatever_does_not_add_up
from tests.world import World

pytestmark = pytest.mark.database

PLAIN, PROVE = 14, int(os.environ.get("DXPOOL_NATION_STEPS", "400"))


async def drawn(world: World, *, steps: int, seed: int) -> None:
    """Three towns get their person, then one thing after the other happens; everything is counted after each."""
    draw = Random(seed)
    with on(TODAY):
        await confirmed(world)
        for n in range(steps):
            step = draw.choice(STEPS)
            await step(world, draw)
            assert await whatever_does_not_add_up(world) == [], (seed, n, step.__name__)
        rows, _ = await registrations(by=world.ministry)
        assert rows, "nobody was recommended: the steps prove nothing"


async def test_a_drawn_nation_adds_up(world: World) -> None:
    await drawn(world, steps=PLAIN, seed=6)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_long_drawn_nations_add_up(world: World, seed: int) -> None:
    await drawn(world, steps=PROVE, seed=seed)
