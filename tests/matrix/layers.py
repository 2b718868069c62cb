"""Turning one layer off, to see the other hold alone. In tests only."""

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from piccolo.columns.combination import WhereRaw

import app
from auth.permissions import Right
from nouns import policy_rows
from tests.house.repository import PACKAGES
from tests.matrix.conftest import Matrix
from tests.matrix.one_connection import OneConnection

Patch = pytest.MonkeyPatch


async def without_row_security(pool: OneConnection, matrix: Matrix) -> None:
    """Every table open to the application, until the pool's transaction ends."""
    await pool.as_administrator()
    for table in matrix.tables.values():
        if table.protected:
            await pool.connection.execute(f"alter table {table.name} disable row level security")
    await pool.as_app()


def without_guards(patch: Patch, *routes: str) -> None:
    """No right and no fresh proof is asked for at these routes; at all of them where none is named."""
    verdicts, fresh = app._verdicts(), app._fresh()
    opened = {route: (lambda _: True) for route in routes or verdicts}
    patch.setattr(app, "_verdicts", lambda: verdicts | opened)
    patch.setattr(app, "_fresh", lambda: fresh | opened)


def without_scopes(patch: Patch) -> int:
    """Every `*_visible_to` shows everything and every `may_*` says yes, wherever it was imported; how many."""
    scopes = {id(function): function for function in _of_access()}
    for module in list(_ours()):
        for name, value in list(vars(module).items()):
            if id(value) in scopes:
                patch.setattr(module, name, _everything if name.endswith("_visible_to") else _allowed)
    return len(scopes)


def guarded_routes() -> list[str]:
    """Routes whose policy row asks for a right."""
    return [route for route, row in policy_rows().items() if row.right is not Right.OPEN]


def _ours() -> Iterator[ModuleType]:
    return (module for name, module in list(sys.modules.items()) if name.split(".")[0] in PACKAGES)


def _of_access() -> Iterator[Any]:
    for module in _ours():
        if module.__name__.endswith(".access"):
            yield from (
                value for name, value in vars(module).items() if name.endswith("_visible_to") or name[:4] == "may_"
            )


def _everything(*_: Any, **__: Any) -> WhereRaw:
    return WhereRaw("true")


def _allowed(*_: Any, **__: Any) -> None:
    return None
