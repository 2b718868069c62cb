"""How many rows a database has and what they are: equal for two databases only if every row of every table is."""

from typing import Any

import psycopg
from msgspec import Struct
from psycopg import sql

TABLES = """
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname in ('public', 'jobs') order by 1, 2
"""
MARK = "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text from {} t"


class Mark(Struct, frozen=True):
    """A table: its rows, and the sum of the rows' 64-bit hashes."""

    rows: int
    hash: str


def fingerprint(connection: "psycopg.Connection[Any]") -> dict[str, Mark]:
    """Table -> its mark, in the connection's transaction. The role has to see past row security."""
    connection.execute("select set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true)")
    marks = {}
    for schema, table in connection.execute(TABLES).fetchall():
        row = connection.execute(sql.SQL(MARK).format(sql.Identifier(schema, table))).fetchone()
        assert row is not None
        marks[f"{schema}.{table}"] = Mark(*row)
    return marks


def unequal(one: dict[str, Mark], other: dict[str, Mark]) -> list[str]:
    """The tables in which two databases differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
