"""Every table forces row security or says why not; every tables.py says what the migrations made."""

import importlib
import tomllib
from collections.abc import Iterator

import pytest
from piccolo.columns.column_types import ForeignKey
from piccolo.table import Table

from tests.house.catalogue import ColumnOf, Connection, tables_of
from tests.house.repository import ROOT, rooms

pytestmark = pytest.mark.database

LIST = ROOT / "tests" / "house" / "without_row_security.toml"
TYPES = {
    "TIMESTAMPTZ": "timestamp with time zone", "VARCHAR": "character varying", "INTEGER[]": "integer[]",
    "TIME": "time without time zone",
    "DECIMAL": "numeric", "REAL": "real", "DOUBLE PRECISION": "double precision", "UUID[]": "uuid[]",
}  # fmt: skip
"""Piccolo's names where lower case alone is not PostgreSQL's."""
POINTING_AT_A_POINTER = {
    "capacity_offer.member", "capacity_booking.member", "company_share.company", "company_offer.company",
    "company_dealing.company",
}  # fmt: skip
"""In the database these lead to tables whose key is itself a foreign key, which Piccolo cannot name."""
ON_DELETE = {"RESTRICT": "r", "CASCADE": "c", "NO ACTION": "a", "SET NULL": "n", "SET DEFAULT": "d"}


def declared_tables() -> Iterator[type[Table]]:
    """Every Piccolo table of every noun."""
    for path in rooms("tables"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and issubclass(value, Table) and value.__module__ == name:
                yield value


def as_declared(table: type[Table]) -> dict[str, ColumnOf]:
    """The table's columns in the catalogue's words."""
    columns = {}
    for column in table._meta.columns:
        meta = column._meta
        target, on_delete = None, None
        if isinstance(column, ForeignKey):
            target = column._foreign_key_meta.resolved_references._meta.tablename
            on_delete = ON_DELETE[column._foreign_key_meta.on_delete.value]
        kind = TYPES.get(column.column_type, column.column_type.lower())
        columns[meta.db_column_name] = ColumnOf(meta.db_column_name, kind, not meta.null, target, on_delete)
    return columns


async def test_every_table_forces_row_security_or_says_why_not(catalogue: Connection) -> None:
    tables = await tables_of(catalogue)
    open_tables = {name for name, table in tables.items() if not table.protected}
    reasons: dict[str, str] = tomllib.loads(LIST.read_text(encoding="utf-8"))["reasons"]
    assert not open_tables - set(reasons), (
        f"call protect() or give a reason in {LIST.name}: {open_tables - set(reasons)}"
    )
    assert not set(reasons) - open_tables, f"{LIST.name} names tables that are gone or protected"
    assert all(len(reason) > 20 for reason in reasons.values())


async def test_every_protected_table_has_a_policy_to_be_read_by(catalogue: Connection) -> None:
    read = {row["tablename"] for row in await catalogue.fetch(
        "select tablename from pg_policies where roles = '{public}' and cmd in ('SELECT', 'ALL')")}  # fmt: skip
    unread = {name for name, table in (await tables_of(catalogue)).items() if table.protected} - read
    assert not unread, f"nobody can read {unread}"


async def test_tables_say_what_the_migrations_made(catalogue: Connection) -> None:
    found = await tables_of(catalogue)
    wrong = []
    for table in declared_tables():
        name = table._meta.tablename
        if name not in found:
            wrong.append(f"{name}: no migration makes it")
            continue
        declared, made = as_declared(table), found[name].columns
        differing = {column for column in declared.keys() | made.keys() if declared.get(column) != made.get(column)}
        differing -= {place.partition(".")[2] for place in POINTING_AT_A_POINTER if place.startswith(f"{name}.")}
        wrong += [f"{name}.{column}: tables.py {declared.get(column)}, database {made.get(column)}"
                  for column in sorted(differing)]  # fmt: skip
    assert not wrong, "\n".join(wrong)
