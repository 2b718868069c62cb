"""The migrated database as it describes itself: tables, columns, keys, checks, policies, functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Connection = Any
"""An asyncpg connection: its stub is generic, the class itself is not."""

COLUMNS = """
select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required
from pg_attribute a join pg_class c on c.oid = a.attrelid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
and a.attgenerated = '' order by c.relname, a.attnum
"""
"""Columns that are written; what the database derives itself is in no `tables.py`."""
FOREIGN_KEYS = """
select c.relname as table, a.attname as name, target.relname as target, k.confdeltype::text as on_delete
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class target on target.oid = k.confrelid
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and cardinality(k.conkey) = 1
"""
PRIMARY_KEYS = """
select c.relname as table, array_agg(a.attname::text order by k.position) as names
from pg_index i join pg_class c on c.oid = i.indrelid
cross join lateral unnest(i.indkey) with ordinality as k (number, position)
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
where i.indisprimary and c.relnamespace = 'public'::regnamespace group by c.relname
"""
CHECKS = """
select c.relname as table, pg_get_constraintdef(k.oid) as rule,
    array(select a.attname::text from pg_attribute a
        where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as names
from pg_constraint k join pg_class c on c.oid = k.conrelid
where k.contype = 'c' and c.relnamespace = 'public'::regnamespace
"""
PROTECTED = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
and relrowsecurity and relforcerowsecurity order by relname
"""
POLICIES = """
select tablename, policyname, cmd, qual is not null as reads, with_check is not null as writes
from pg_policies where schemaname = 'public' and roles = '{public}' order by tablename, policyname
"""


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A column. `on_delete` is PostgreSQL's letter (r restrict, c cascade, a no action, n set null)."""

    name: str
    type: str
    required: bool
    target: str | None = None
    on_delete: str | None = None


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table of the migrated database. `checks` are (rule, the columns it names)."""

    name: str
    columns: Mapping[str, ColumnOf]
    key: tuple[str, ...]
    checks: tuple[tuple[str, tuple[str, ...]], ...]
    protected: bool


@dataclass(frozen=True, slots=True)
class PolicyOf:
    """A row-security policy that binds everybody."""

    table: str
    name: str
    command: str
    reads: bool
    writes: bool


async def tables_of(connection: Connection) -> dict[str, TableOf]:
    """Every table of the product's schema by name."""
    foreign = {(row["table"], row["name"]): row for row in await connection.fetch(FOREIGN_KEYS)}
    keys = {row["table"]: tuple(row["names"]) for row in await connection.fetch(PRIMARY_KEYS)}
    protected = {row["relname"] for row in await connection.fetch(PROTECTED)}
    columns: dict[str, dict[str, ColumnOf]] = {}
    for row in await connection.fetch(COLUMNS):
        link = foreign.get((row["table"], row["name"]))
        linked = (link["target"], link["on_delete"]) if link else (None, None)
        column = ColumnOf(row["name"], row["type"], row["required"], *linked)
        columns.setdefault(row["table"], {})[row["name"]] = column
    checks: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in await connection.fetch(CHECKS):
        checks.setdefault(row["table"], []).append((row["rule"], tuple(row["names"])))
    return {
        name: TableOf(name, found, keys.get(name, ()), tuple(checks.get(name, ())), name in protected)
        for name, found in columns.items()
    }


async def policies_of(connection: Connection) -> list[PolicyOf]:
    """The policies that bind the application; those of `ledger`, `aggregator` and `doorkeeper` stand apart."""
    return [
        PolicyOf(row["tablename"], row["policyname"], row["cmd"], row["reads"], row["writes"])
        for row in await connection.fetch(POLICIES)
    ]
