"""`/readyz` tells a balancer when this process can work: not on a database older than its code."""

import asyncpg
import pytest

from foundation.database.embedded import Server
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database


async def test_ready_on_a_database_of_this_code(world: World, visit: Visit) -> None:
    answer = await (await visit()).get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


async def test_not_ready_where_a_migration_has_not_run(
    server: Server, world: World, database: str, visit: Visit
) -> None:
    owner = await asyncpg.connect(server.dsn("owner", database))
    await owner.execute("delete from migration where name = (select max(name) from migration)")
    await owner.close()
    answer = await (await visit()).get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "schema": False, "disk": True, "staying": True}
