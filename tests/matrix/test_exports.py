"""An export of a person is counted against every row that stands in the database."""

import io
import json
import zipfile
from collections.abc import AsyncIterator

import asyncpg
import pytest

from auth.viewer import Viewer
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from nouns import PERSONAL
from registry.privacy.queries import export_person
from tests.conftest import copy_of, working_on
from tests.house.catalogue import Connection
from tests.matrix.conftest import SEEDED, Matrix

pytestmark = pytest.mark.database


@pytest.fixture
async def seeded(server: Server, matrix: Matrix) -> AsyncIterator[asyncpg.Connection]:
    with copy_of(server, SEEDED) as name:
        async with working_on(server.dsn("app", name)):
            administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
            yield administrator
            await administrator.close()


async def test_an_export_holds_every_row_there_is(seeded: Connection, matrix: Matrix) -> None:
    family = matrix.families[0]
    member = family.part("member")
    there = {
        holding.table: await seeded.fetchval(f"select count(*) from {holding.table} where {holding.about}", member)
        for room in PERSONAL
        for holding in room.HOLDS
    }
    export = await export_person(member=member, by=Viewer.system(family.pool))
    with zipfile.ZipFile(io.BytesIO(export.content)) as packed:
        told = {table["table"]: len(table["rows"]) for table in json.loads(packed.read("person.json"))["tables"]}
    missing = {table: (count, told[table]) for table, count in there.items() if told[table] < count}
    assert not missing, f"rows there are, rows handed out: {missing}"
