"""Each table with a column that names a person is answered by some noun's `held_on`."""

import pytest

from nouns import PERSONAL
from tests.house.catalogue import Connection, tables_of

pytestmark = pytest.mark.database

NAMES_A_PERSON = {"member", "person", "told", "member_viewer"}


def answered() -> set[str]:
    return {holding.table for room in PERSONAL for holding in room.HOLDS}


async def test_every_table_with_a_person_is_answered_by_some_noun(catalogue: Connection) -> None:
    tables = await tables_of(catalogue)
    personal = {
        name
        for name, table in tables.items()
        for column in table.columns.values()
        if column.name in NAMES_A_PERSON or column.target == "member"
    }
    assert not personal - answered(), f"say in a personal.py what is held in: {sorted(personal - answered())}"
    assert not answered() - set(tables), f"these tables are gone: {sorted(answered() - set(tables))}"
