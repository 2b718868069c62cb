"""What a board costs: statements, bytes, and nothing that grows with what happened long ago."""

import asyncpg
import pytest

from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from tests.browser import Browser, Visit
from tests.matching.employment import TODAY, confirmed, matchable_need, on
from tests.registry.accelerators.test_accelerators import registered
from tests.registry.people import designer
from tests.reports.homes.test_homes import MOST_BYTES, cost
from tests.world import World

pytestmark = pytest.mark.database

BOARDS = ("/national", "/national/towns", "/national/towns?standing=never", "/accelerators?state=in_force")
REGION = ("/region", "/region/pool-people", "/region/people-at-work", "/region/needs-unmet", "/region/towns",
          "/region/registrations", "/region/enrolments")  # fmt: skip
MOST_STATEMENTS = 8


async def costs(nation: Browser, hall: Browser) -> dict[str, tuple[int, int]]:
    """Statements and bytes of every board."""
    return {path: await cost(who, path) for who, paths in ((nation, BOARDS), (hall, REGION)) for path in paths}


async def test_boards_stay_within_their_budget_however_many_there_are(world: World, visit: Visit) -> None:
    nation, hall = await visit("ministry"), await visit("hiroshima")
    with on(TODAY):
        await confirmed(world)
        await matchable_need(world.sera, by=world.hiroshima)
        await registered(world, email="first@example.jp")
        few = await costs(nation, hall)
        for n in range(4):
            await designer(by=world.hiroshima, name=f"架空 {n}", email=f"f{n}@example.jp")
            await matchable_need(world.jinseki, by=world.hiroshima)
        many = await costs(nation, hall)
    assert {path: one for path, one in many.items() if one[0] > MOST_STATEMENTS or one[1] > MOST_BYTES} == {}
    assert {path: one[0] for path, one in many.items()} == {path: one[0] for path, one in few.items()}


async def test_boards_read_neither_the_journal_nor_support_records(
    world: World, visit: Visit, server: Server, database: str
) -> None:
    """They answer while both tables are locked: history cannot make them slower."""
    nation, hall = await visit("ministry"), await visit("hiroshima")
    locking = await asyncpg.connect(server.dsn(SUPERUSER, database))
    try:
        async with locking.transaction():
            await locking.execute("lock table journal, support_record in access exclusive mode")
            assert (await nation.get("/national")).status_code == 200
            assert (await nation.get("/national/towns")).status_code == 200
            assert (await hall.get("/region")).status_code == 200
    finally:
        await locking.close()
