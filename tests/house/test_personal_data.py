"""Each table with a column that names a person is answered by some noun's `held_on`, and an export finds its rows."""

import io
import json
import zipfile
from collections.abc import AsyncIterator

import asyncpg
import pytest

from app import PERSONAL
from auth.viewer import Viewer
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from registry.privacy.queries import export_person
from tests.conftest import copy_of, working_on
from tests.house.catalogue import Connection, tables_of
from tests.matrix.conftest import SEEDED, Matrix
from tests.matrix.conftest import matrix as matrix

pytestmark = pytest.mark.database

NAMES_A_PERSON = {"member", "person", "told", "member_viewer"}


def answered() -> set[str]:
    return {holding.table for room in PERSONAL for holding in room.HOLDS}


async def test_every_table_with_a_person_is_answered_by_some_noun(catalogue: Connection) -> None:
    tables = await tables_of(catalogue)
    personal = {name for name, table in tables.items()
                if any(column.name in NAMES_A_PERSON or column.target == "member" for column in table.columns.values())}  # fmt: skip
    assert not personal - answered(), f"say in a personal.py what is held in: {sorted(personal - answered())}"
    assert not answered() - set(tables), f"these tables are gone: {sorted(answered() - set(tables))}"


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
