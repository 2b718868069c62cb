"""A connection that sees the migrated database as its administrator does."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from tests.conftest import MIGRATED, copy_of
from tests.house.catalogue import Connection


@pytest.fixture
async def catalogue(server: Server) -> AsyncIterator[Connection]:
    """A fresh copy of the migrated database, as superuser."""
    with copy_of(server, MIGRATED) as name:
        connection = await asyncpg.connect(server.dsn(SUPERUSER, name))
        yield connection
        await connection.close()
