"""Whoever reads the identity of a person journals it: no other room, no other noun and no view of theirs reads it."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.catalogue import Connection
from tests.house.repository import modules, parsed, place

SQL = re.compile(r"\b(?:from|join)\s+member_identity\b", re.IGNORECASE)
VIEWS = {"allocation_bar": "compares employers inside the database and hands out towns, never an identity"}
"""Views over the identity, each with the reason why nobody is shown by it."""


ROOM = "registry/members/queries.py"
"""The one room whose own SQL reads identities: each function of it that does notes the reading."""


def reads_identity(function: ast.AST, statements: frozenset[str] = frozenset()) -> bool:
    """Whether it selects from `MemberIdentity`, in SQL of its own, or by one of the constants that name the table."""
    return any(
        (isinstance(node, ast.Name) and node.id in statements)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SQL.search(node.value)))
        or (
            isinstance(node, ast.Attribute)
            and node.attr == "select"
            and isinstance(node.value, ast.Name)
            and node.value.id == "MemberIdentity"
        )
        for node in ast.walk(function)
    )


def identity_sql(module: ast.Module) -> frozenset[str]:
    """The module's constants of SQL that name the table."""
    return frozenset(
        target.id
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and SQL.search(ast.unparse(node))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    )


def imported(module: ast.Module, source: str) -> frozenset[str]:
    """What the module takes from another by name."""
    return frozenset(
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == source
        for alias in node.names
    )


def journals(function: ast.AST) -> bool:
    """Whether it notes the reading itself, or names people through the question that does."""
    noting = {"note_reads", "member_names"}
    return any(isinstance(node, ast.Name) and node.id in noting for node in ast.walk(function))


@pytest.mark.parametrize("path", modules("registry"), ids=place)
def test_who_selects_identity_notes_it(path: Path) -> None:
    statements = identity_sql(parsed(path)) if place(path) == ROOM else frozenset()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and reads_identity(node, statements):
            assert journals(node), f"{place(path, node)}: {node.name} reads an identity and does not journal it"


def test_the_rooms_sql_stays_in_the_room() -> None:
    [room] = [path for path in modules("registry") if place(path) == ROOM]
    statements, source = identity_sql(parsed(room)), ROOM.removesuffix(".py").replace("/", ".")
    assert statements
    taken = {place(path) for path in modules() if imported(parsed(path), source) & statements}
    assert not taken, f"run another room's SQL over identities: {taken}"


def test_no_sql_of_ours_reads_the_identity_by_name() -> None:
    allowed = {
        "registry/members/keeping.py": "the company beside what is kept; `dossier` journals whom it shows",
        "registry/members/likeness.py": "pairs of like names, without a name; who is then shown is journalled",
        "registry/members/personal.py": "hands a person what is held on them, journalled as an export",
        "registry/members/finding.py": "finds and orders by names; who is then shown is journalled by `find_people`",
        "registry/members/listing.py": "the pool's own roster as a file, journalled for everybody in it",
        "registry/members/matching.py": "leaves out people of companies whose listing has ended; shows nobody",
    }
    found = {place(path) for path in modules() if SQL.search(path.read_text(encoding="utf-8"))}
    others = found - {ROOM, *allowed}
    assert not others, f"read identities through {ROOM}: {others}"


@pytest.mark.database
async def test_no_view_hands_out_an_identity(catalogue: Connection) -> None:
    rows = await catalogue.fetch("select viewname, definition from pg_views where schemaname = 'public'")
    found = {row["viewname"] for row in rows if SQL.search(row["definition"])}
    assert found == set(VIEWS), f"these views read identities: {found}"
