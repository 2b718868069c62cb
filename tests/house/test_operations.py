"""Operations are keyword-only and know who acts; queued names have handlers; nobody rebuilds reach."""

import ast
from pathlib import Path

import pytest

from nouns import TASKS
from tests.house.repository import modules, parsed, place, public_functions, rooms

WITHOUT_ACTOR = {
    "auth/signin/operations.py:sign_in": "nobody is known yet",
    "auth/signin/operations.py:sign_in_to_demo": "nobody is known yet",
    "auth/signin/operations.py:sign_out": "whoever holds the secret may end its session",
    "auth/signin/operations.py:has_second_factor": "asked of an account before anybody is signed in",
    "auth/signin/operations.py:open_session": "makes the viewer out of a proven account",
    "auth/factors/operations.py:right_code": "asked before anybody is known, and by them after",
    "auth/signin/operations.py:sign_in_with_code": "nobody is known yet",
    "auth/signin/operations.py:note_refusal": "nobody is known",
    "auth/recovery/operations.py:write_link": "the worker finds out who is meant",
    "registry/skills/operations.py:keep_tags": "public vocabulary; joins the unit of work of whoever brings the tags",
}
POSITIONAL = {
    "auth/accounts/operations.py:open_account": "one value carries the new account",
}
REACH = frozenset({"reach", "pools"})
REBUILDING_ALLOWED = {
    "auth/signin/queries.py": "makes the viewer",
    "auth/viewer/rules.py": "defines the type",
}
"""Rooms that may name reach; beside them only `access.py`, where scopes are defined (style.md, habit 7)."""


def named(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return f"{place(path)}:{function.name}"


@pytest.mark.parametrize("path", rooms("operations"), ids=place)
def test_operations_are_keyword_only_and_take_by(path: Path) -> None:
    for function in public_functions(parsed(path)):
        key, arguments = named(path, function), function.args
        keywords = {argument.arg for argument in arguments.kwonlyargs}
        assert key in POSITIONAL or not (arguments.args or arguments.posonlyargs), f"{key} takes positional arguments"
        assert key in WITHOUT_ACTOR or "by" in keywords, f"{key} does not know who acts: give it `by`"


def test_exceptions_still_exist() -> None:
    known = {named(path, function) for path in rooms("operations") for function in public_functions(parsed(path))}
    assert (set(WITHOUT_ACTOR) | set(POSITIONAL)) <= known


def queued_names() -> list[tuple[str, str]]:
    """The task names of every `queue_job(work, "name", ...)`, with their place."""
    calls = [
        (path, node)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "queue_job"
    ]
    names = []
    for path, call in calls:
        task = next(
            (word.value for word in call.keywords if word.arg == "task"), call.args[1] if call.args[1:] else None
        )
        assert isinstance(task, ast.Constant), f"{place(path, call)} queues a computed name: write it out"
        names.append((str(task.value), place(path, call)))
    return names


def test_every_queued_name_has_a_handler() -> None:
    orphans = [f"{name} ({where})" for name, where in queued_names() if name not in TASKS]
    assert not orphans, f"queued, but nouns.TASKS has no handler: {orphans}"


@pytest.mark.parametrize("path", [p for p in modules() if p.parent.parent.name != "foundation"], ids=place)
def test_reach_is_not_rebuilt_by_hand(path: Path) -> None:
    if path.name == "access.py" or place(path) in REBUILDING_ALLOWED:
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and node.attr in REACH:
            raise AssertionError(f"{place(path, node)} reads .{node.attr}: start from a scope of the noun's access.py")
