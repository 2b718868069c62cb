"""Rows for every family in every protected table, filled from the catalogue: text with canaries, numbers with the
family's own, keys by meaning. Check constraints are met by search, so that a new table needs a line, not a factory."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import asyncpg
from asyncpg import Range

from tests.house.catalogue import ColumnOf, Connection, TableOf
from tests.matrix.declared import AFTER, BELONGS
from tests.matrix.declared_tables import TABLES
from tests.matrix.families import Family
from tests.matrix.kinds import Seeded

ALLOWED = re.compile(r"ARRAY\[(.*?)\]")
WORD = re.compile(r"'([^']*)'::text")
TRIES = 500


class Undeclared(AssertionError):
    """A table or column about which `tests/matrix/declared*.py` says nothing yet."""


async def seed(connection: Connection, tables: Mapping[str, TableOf], families: Sequence[Family]) -> None:
    """Fill every protected table for every family, as superuser and in the order of the foreign keys."""
    missing = sorted(name for name, table in tables.items() if table.protected and name not in TABLES)
    if missing:
        raise Undeclared(f"say in tests/matrix/declared_tables.py who reads a row of: {missing}")
    public = await _public_rows(connection, tables)
    for family in families:
        family.made.update(public)
        await _bodies(connection, family)
        for name in _in_order({name: tables[name] for name in TABLES if name in tables}):
            for number, seeded in enumerate(TABLES[name]):
                await _insert(connection, tables[name], family, number, seeded)


async def _public_rows(
    connection: Connection, tables: Mapping[str, TableOf]
) -> dict[tuple[str, int], dict[str, object]]:
    """A row of each public table (a skill, a course) to point to; bodies are chosen by meaning instead."""
    found = {}
    for table in tables.values():
        if not table.protected and table.key and table.name != "organisation":
            row = await connection.fetchrow(f"select {', '.join(table.key)} from {table.name} limit 1")
            if row is not None:
                found[table.name, 0] = dict(row)
    return found


async def _bodies(connection: Connection, family: Family) -> None:
    for kind in ("company", "school"):
        await connection.execute(
            "insert into organisation (id, kind, name, registered_by) values ($1, $2, $3, $4)",
            family.part(kind), kind, f"架空の{kind} {family.name}", family.pool,
        )  # fmt: skip


def _in_order(tables: Mapping[str, TableOf]) -> list[str]:
    done: list[str] = []
    waiting = sorted(tables)
    while waiting:
        ready = [name for name in waiting if _needs(tables[name]) & set(tables) <= {*done, name}]
        assert ready, f"these tables wait for each other: {waiting}"
        done += ready
        waiting = [name for name in waiting if name not in ready]
    return done


def _needs(table: TableOf) -> set[str]:
    links = {column.target for column in table.columns.values() if column.target}
    return links | ({AFTER[table.name]} if table.name in AFTER else set())


async def _insert(connection: Connection, table: TableOf, family: Family, number: int, seeded: Seeded) -> None:
    names = list(table.columns)
    places = ", ".join(f"${position + 1}" for position in range(len(names)))
    statement = f"insert into {table.name} ({', '.join(names)}) values ({places})"
    refusal: Exception | None = None
    for candidate in itertools.islice(_candidates(table, family, number, seeded), TRIES):
        try:
            async with connection.transaction():
                await connection.execute(statement, *(candidate[name] for name in names))
        except (asyncpg.CheckViolationError, asyncpg.RaiseError) as error:
            refusal = error
            continue
        family.made[table.name, number] = {name: candidate[name] for name in table.key}
        return
    raise Undeclared(f"no row for {table.name} passed; add values to tests/matrix/declared_tables.py: {refusal}")


def _candidates(table: TableOf, family: Family, number: int, seeded: Seeded) -> Iterator[dict[str, Any]]:
    """The fully filled row first, then every mixture of what the checks' columns may hold."""
    checked = {name for _, names in table.checks for name in names}
    choices = []
    for name, column in table.columns.items():
        if name in seeded.values:
            choices.append([_given(seeded.values[name], family)])
        else:
            found = _values(table, column, family, number)
            choices.append(found if name in checked else found[:1])
    for values in itertools.product(*choices):
        yield dict(zip(table.columns, values, strict=True))


def _given(value: Any, family: Family) -> Any:
    if callable(value):
        return value(family)
    if isinstance(value, list):
        return [_given(one, family) for one in value]
    return family.part(value[1:]) if isinstance(value, str) and value.startswith("@") else value


def _values(table: TableOf, column: ColumnOf, family: Family, number: int) -> list[Any]:
    values = _words(table, column.name) or _filled(table, column, family, number)
    return values if column.required else [*values, None]


def _words(table: TableOf, name: str) -> list[Any]:
    """The words a check allows for this one column."""
    for rule, names in table.checks:
        allowed = ALLOWED.search(rule)
        if names == (name,) and allowed:
            return WORD.findall(allowed.group(1))
    return []


def _filled(table: TableOf, column: ColumnOf, family: Family, number: int) -> list[Any]:
    made = family.made.get((column.target or "", 0))
    if made is not None:
        return [next(iter(made.values()))]
    place = f"{table.name}.{column.name}.{number}"
    simple: dict[str, list[Any]] = {
        "text": [family.canary(place)],
        "text[]": [[family.canary(place)]],
        "integer": [family.number, 1, 0],
        "smallint": [family.number, 1, 0],
        "bigint": [family.number, 0],
        "numeric": [family.number],
        "double precision": [30.0 + family.number, 130.0 + family.number],
        "boolean": [True, False],
        "time without time zone": [time(8 + family.number)],
        "date": [date(2026, 5, family.number)],
        "timestamp with time zone": [datetime(2026, 5, family.number, tzinfo=UTC)],
        "daterange": [Range(date(2026, 4, 1), date(2027, 4, 1))],
        "bytea[]": [[family.canary(place).encode()]],
        "bytea": [family.canary(place).encode()],
        "jsonb": [f'{{"text": "{family.canary(place)}"}}'],
    }
    if column.type in simple:
        return simple[column.type]
    if column.type == "uuid":
        return [_key(table, column, family, number)]
    if column.type == "uuid[]":
        return [[_key(table, column, family, number)]]
    raise Undeclared(f"tests/matrix/seeding.py knows no value for {table.name}.{column.name} of type {column.type}")


def _key(table: TableOf, column: ColumnOf, family: Family, number: int) -> Any:
    if column.name == "id":
        return family.id(table.name) if number == 0 else family.id(f"{table.name} {number}")
    if column.name in BELONGS:
        return family.part(BELONGS[column.name])
    if column.target == table.name or (column.target is None and column.name in TABLES):
        return family.id(column.name)
    raise Undeclared(f"say in tests/matrix/declared.py, BELONGS, whom {table.name}.{column.name} names")
