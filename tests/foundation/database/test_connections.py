"""A connection that goes from one viewer to the next carries nothing over, although nothing is reset between them."""

import pytest

from foundation.database.connections import row_of
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound
from tests.world import World

pytestmark = pytest.mark.database

KNOWN = "select pg_backend_pid() as server, concat(current_setting('app.organisation', true), " \
        "current_setting('app.reach', true), current_setting('app.role', true)) as known"  # fmt: skip


async def test_the_next_one_knows_nothing_of_the_viewer_before(world: World) -> None:
    async with unit_of_work(world.hiroshima) as work:
        during = await work.connection.fetchrow(KNOWN)
    after = await row_of(KNOWN)
    assert str(world.hiroshima.organisation) in during["known"]
    assert (after["server"], after["known"]) == (during["server"], "")


async def test_nor_after_a_refusal(world: World) -> None:
    with pytest.raises(NotFound):
        async with unit_of_work(world.hiroshima) as work:
            server = (await work.connection.fetchrow(KNOWN))["server"]
            raise NotFound
    after = await row_of(KNOWN)
    assert (after["server"], after["known"]) == (server, "")
