"""Row security asked directly: what a principal reads, changes, deletes and inserts with nothing above it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

import asyncpg

from foundation.database.context import SET_CONTEXT, context_arguments
from tests.house.catalogue import TableOf
from tests.matrix.conftest import Matrix
from tests.matrix.declared import UNOWNED
from tests.matrix.declared_tables import TABLES
from tests.matrix.families import Family
from tests.matrix.one_connection import OneConnection, Rows
from tests.matrix.principals import Principal

TODAY = date(2026, 11, 21)
ALL_ROWS = {"UPDATE": "update {0} set {1} = {2}", "DELETE": "delete from {0}"}
"""Whole tables, naming no column to read: a condition or `set a = a` would let the SELECT policy help."""
WITHOUT_TRIGGERS = "set session_replication_role = replica"
"""Foreign keys and triggers are a line of their own; here only policies may refuse."""


async def speak_for(pool: OneConnection, principal: Principal) -> None:
    """Set the context that the unit of work sets."""
    await pool.connection.execute(SET_CONTEXT, *context_arguments(principal.viewer, TODAY))


def seeded_rows(matrix: Matrix, table: str) -> Iterable[tuple[str, Family, int]]:
    """Key, family and kind of every seeded row of the table."""
    for family in matrix.families:
        for number in range(len(TABLES[table])):
            yield " ".join(map(_as_text, family.made[table, number].values())), family, number


def _as_text(value: object) -> str:
    """A key column as PostgreSQL writes it."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def expected_readers(matrix: Matrix, table: str, principal: Principal) -> set[str]:
    """Keys of the seeded rows that `declared_tables.py` lets the principal read."""
    return {
        key
        for key, family, number in seeded_rows(matrix, table)
        if TABLES[table][number].readers & principal.stands(family)
    }


async def read(pool: OneConnection, matrix: Matrix, table: TableOf, principal: Principal) -> set[str]:
    """Keys of the seeded rows that row security lets the principal read."""
    await speak_for(pool, principal)
    key = ", ".join(table.key)
    found = await pool.connection.fetch(f"select concat_ws(' ', {key}) as k from {table.name}")
    return {row["k"] for row in found} & {key for key, _, _ in seeded_rows(matrix, table.name)}


async def reading_breaches(pool: OneConnection, matrix: Matrix, table: TableOf) -> list[str]:
    """Where what is read differs from what is declared."""
    wrong = []
    for principal in matrix.principals:
        got, want = await read(pool, matrix, table, principal), expected_readers(matrix, table.name, principal)
        names = {key: f"{family.name}/{number}" for key, family, number in seeded_rows(matrix, table.name)}
        wrong += [f"{principal.name} reads {table.name} of {names[key]}" for key in got - want]
        wrong += [f"{principal.name} does not read {table.name} of {names[key]}" for key in want - got]
    return wrong


class Kinship:
    """Which bodies, members and accounts a row names, its parents' included; an account, the bodies it works for."""

    def __init__(self, matrix: Matrix, rows: Rows) -> None:
        self._tables = matrix.tables
        self._rows = {place: json.loads(text) for place, text in rows.items()}
        self._named: dict[tuple[str, str], set[str]] = {}
        self._employers: dict[str, set[str]] = {}
        for (table, _), row in self._rows.items():
            if table in ("role_holding", "api_client"):
                self._employers.setdefault(row["account"], set()).add(row["organisation"])

    def names(self, table: str, row: dict[str, Any], depth: int = 3) -> set[str]:
        """Ids as text."""
        found = set(self._employers.get(row["id"], ())) if table == "account" else set()
        for column in self._tables[table].columns.values():
            value = row.get(column.name)
            if value is None or not column.type.startswith("uuid"):
                continue
            found |= set(value) if isinstance(value, list) else {value}
            parent = self._rows.get((column.target or "", str(value)))
            if parent is not None and depth and column.target is not None:
                found |= self.names(column.target, parent, depth - 1)
        return found

    def row(self, place: tuple[str, str]) -> dict[str, Any]:
        """What stands there."""
        return dict(self._rows[place])

    def concerns(self, principal: Principal, place: tuple[str, str]) -> bool:
        """Whether the row has anything to do with the principal."""
        if place not in self._named:
            self._named[place] = self.names(place[0], self._rows[place])
        return not self._named[place].isdisjoint(map(str, principal.ids()))


async def changing_breaches(pool: OneConnection, matrix: Matrix, table: TableOf, kinship: Kinship) -> list[str]:
    """Rows of others that an UPDATE or DELETE over the whole table reaches."""
    wrong = []
    for command in ALL_ROWS:
        if not await _granted(pool, table.name, command):
            continue
        for principal in matrix.principals:
            touched = await _touched(pool, matrix, table, principal, command)
            foreign = [key for key in touched if not kinship.concerns(principal, (table.name, key))]
            if foreign:
                wrong.append(
                    f"{principal.name} may {command} {len(foreign)} foreign rows of {table.name}: {foreign[0]}"
                )
    return wrong


async def _touched(pool: OneConnection, matrix: Matrix, table: TableOf, principal: Principal, command: str) -> set[str]:
    statement = ALL_ROWS[command].format(table.name, *await _assignment(pool, table))
    async with pool.taken_back():
        before = await _places(pool, table)
        await pool.connection.execute(WITHOUT_TRIGGERS)
        await pool.as_app()
        await speak_for(pool, principal)
        try:
            async with pool.connection.transaction():
                await pool.connection.execute(statement)
        except asyncpg.InsufficientPrivilegeError:
            return set()
        after = await _places(pool, table)
    return {key for key, place in before.items() if after.get(key) != place}


async def _assignment(pool: OneConnection, table: TableOf) -> tuple[str, str]:
    """A column that the application may change, and a value it already holds; without one, the key."""
    await pool.as_administrator()
    column = await pool.connection.fetchval(
        "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped "
        "and has_column_privilege('app', attrelid, attnum, 'UPDATE') order by attnum desc limit 1",
        table.name,
    )
    if column is None:
        await pool.as_app()
        return table.key[0], table.key[0]
    value = await pool.connection.fetchval(
        f"select quote_nullable({column}::text) from {table.name} where {column} is not null limit 1"
    )
    await pool.as_app()
    return column, f"{value or 'null'}::{table.columns[column].type}"


async def _places(pool: OneConnection, table: TableOf) -> dict[str, str]:
    await pool.as_administrator()
    key = ", ".join(table.key)
    found = await pool.connection.fetch(f"select concat_ws(' ', {key}) as k, ctid::text as c from {table.name}")
    return {row["k"]: row["c"] for row in found}


async def inserting_breaches(pool: OneConnection, matrix: Matrix, table: TableOf, kinship: Kinship) -> list[str]:
    """Rows in others' names that an INSERT is not refused."""
    if not await _granted(pool, table.name, "INSERT"):
        return []
    wrong = []
    free = UNOWNED.get((table.name, "INSERT"), ("nobody", ""))[0]
    for principal in matrix.principals:
        if free in (principal.viewer.role, principal.viewer.kind):
            continue
        for key, family, number in seeded_rows(matrix, table.name):
            place = (table.name, key)
            if not kinship.concerns(principal, place) and await _inserts(pool, table, kinship.row(place), principal):
                wrong.append(f"{principal.name} may INSERT {table.name} for {family.name}/{number}")
    return wrong


async def _inserts(pool: OneConnection, table: TableOf, copy: dict[str, Any], principal: Principal) -> bool:
    """Whether row security lets a copy pass; what a unique key says afterwards is no matter."""
    if "id" in copy:
        copy["id"] = str(uuid4())
    async with pool.taken_back():
        await pool.as_administrator()
        await pool.connection.execute(WITHOUT_TRIGGERS)
        await pool.as_app()
        await speak_for(pool, principal)
        try:
            async with pool.connection.transaction():
                written = ", ".join(table.columns)
                await pool.connection.execute(
                    f"insert into {table.name} ({written}) "
                    f"select {written} from jsonb_populate_record(null::{table.name}, $1::jsonb)",
                    json.dumps(copy),
                )
        except asyncpg.InsufficientPrivilegeError:
            return False
        except asyncpg.IntegrityConstraintViolationError:
            return True
    return True


async def _granted(pool: OneConnection, table: str, command: str) -> bool:
    granted: bool = await pool.connection.fetchval(
        "select has_table_privilege('app', $1::regclass::oid, $2) or has_any_column_privilege('app', "
        "$1::regclass::oid, case $2 when 'DELETE' then 'SELECT' else $2 end) and $2 <> 'DELETE'",
        table, command,
    )  # fmt: skip
    return granted


async def breaches(pool: OneConnection, matrix: Matrix, table: TableOf, kinship: Kinship) -> list[str]:
    """Everything that differs from what is declared for one table."""
    return [
        *await reading_breaches(pool, matrix, table),
        *await changing_breaches(pool, matrix, table, kinship),
        *await inserting_breaches(pool, matrix, table, kinship),
    ]
