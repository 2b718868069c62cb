"""A framework lets its participants read the cards of its pool, and there is one for each prefecture."""

from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed
from foundation.text.ids import body_id
from registry.frameworks.operations import found_framework
from registry.frameworks.queries import frameworks_in_place
from registry.frameworks.rules import Model
from registry.frameworks.schemas import NewFramework
from tests.world import World, viewer_of

pytestmark = pytest.mark.database

KURE = body_id("342025")


def framework(world: World) -> NewFramework:
    """Hiroshima's, with a town more."""
    assert world.hiroshima.organisation is not None
    return NewFramework(
        prefecture=world.hiroshima.organisation, model=Model.HIROSHIMA, name="架空の推進体制",
        started_on=date(2026, 4, 1), participants=[KURE], source="架空の発表",
    )  # fmt: skip


async def test_participants_read_the_pools_cards_from_then_on(world: World) -> None:
    await found_framework(new=framework(world), by=world.hiroshima)
    assert await frameworks_in_place(by=Viewer.public()) == 1
    assert world.hiroshima.account is not None
    assert KURE in (await viewer_of(world.hiroshima.account)).reach


async def test_one_for_each_prefecture(world: World) -> None:
    await found_framework(new=framework(world), by=world.hiroshima)
    with pytest.raises(Conflict):
        await found_framework(new=framework(world), by=world.hiroshima)


async def test_a_town_or_a_reader_founds_none(world: World) -> None:
    for by in (world.sera, world.hiroshima_reader, Viewer.public()):
        with pytest.raises(NotAllowed):
            await found_framework(new=framework(world), by=by)
