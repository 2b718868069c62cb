"""The world of the matrix: the test world, and every family's rows in every protected table."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import asyncpg
import pytest

from foundation.database.embedded import Server, create_database
from foundation.database.embedded_cluster import SUPERUSER
from tests.conftest import INHABITED, copy_of, working_on
from tests.house.catalogue import Connection, TableOf
from tests.house.catalogue import tables_of as catalogued
from tests.matrix.families import Family, families
from tests.matrix.one_connection import OneConnection, one_connection
from tests.matrix.principals import Principal, principals
from tests.matrix.seeding import seed
from tests.world import World

SEEDED = "seeded"


OPEN_TO_READ = {"organisation", "organisation_link", "municipality_fact", "framework", "skill_mapping"}
"""Public by content: their row security guards writing alone (tests/matrix/test_repointing.py)."""


async def tables_of(connection: Connection) -> dict[str, TableOf]:
    """The catalogue's tables; those that everybody reads do not count as protected here."""
    tables = await catalogued(connection)
    return {name: replace(of, protected=of.protected and name not in OPEN_TO_READ) for name, of in tables.items()}


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """Who asks, about whom, over which tables."""

    tables: dict[str, TableOf]
    families: tuple[Family, ...]
    principals: tuple[Principal, ...]


@pytest.fixture(scope="session")
def matrix(server: Server, inhabited: World) -> Matrix:
    """The seeded template and what was put into it."""
    create_database(server, SEEDED, template=INHABITED)
    return asyncio.run(_seeded(server, inhabited))


async def _seeded(server: Server, world: World) -> Matrix:
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, SEEDED))
    try:
        found, everybody = await tables_of(administrator), families()
        await seed(administrator, found, everybody)
    finally:
        await administrator.close()
    async with working_on(server.dsn("app", SEEDED)):
        return Matrix(found, everybody, await principals(world, everybody))


@pytest.fixture
async def pool(server: Server, matrix: Matrix) -> AsyncIterator[OneConnection]:
    """The seeded world through one connection, as role app; nothing is kept."""
    async with AsyncExitStack() as stack:
        name = stack.enter_context(copy_of(server, SEEDED))
        yield await stack.enter_async_context(one_connection(server.dsn(SUPERUSER, name)))
