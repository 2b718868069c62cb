"""The list and the row are one rule: the ids in a noun's list are those for which its row question answers.

Drawn worlds move rows between bodies and states; every noun with both questions is found by its names.
"""

import importlib
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import Refusal
from tests.house.repository import ROOT, rooms
from tests.matrix.conftest import Matrix
from tests.matrix.declared import TABLES
from tests.matrix.one_connection import OneConnection
from tests.matrix.principals import Principal

pytestmark = pytest.mark.database

PLAIN, PROVE = 40, 2000
Test = Callable[..., Coroutine[Any, Any, None]]
BODIES = frozenset({"municipality", "prefecture", "owner", "pool", "organisation", "appointing_body", "receiver"})
"""Columns that a drawn world moves to another body."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun's list and its row question, as its `queries.py` offers them."""

    table: str
    several: Callable[..., Awaitable[Any]]
    one: Callable[..., Awaitable[Any]]


def nouns() -> list[Noun]:
    """Every `queries.py` with `<noun>s(*, by)` and `<noun>_row`, `<noun>_page` or `<noun>(*, id, by)`."""
    found = []
    for path in rooms("queries"):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for table in TABLES:
            several: Any = getattr(module, f"{table}s", None)
            one: Any = next((getattr(module, name) for name in (f"{table}_row", f"{table}_page", table)
                        if inspect.iscoroutinefunction(getattr(module, name, None))), None)  # fmt: skip
            if one is not None and _asks(several, "by") and _asks(one, "id", "by"):
                found.append(Noun(table, several, one))
    return found


def _asks(question: Any, *names: str) -> bool:
    return inspect.iscoroutinefunction(question) and set(names) <= set(inspect.signature(question).parameters)


def ids_of(answer: Any) -> set[UUID]:
    """The ids in a list, whether or not a page comes with it."""
    rows = answer[0] if isinstance(answer, tuple) else answer
    return {row.id for row in rows}


async def listed(noun: Noun, principal: Principal) -> set[UUID]:
    """Everything in the list, page by page where it has pages."""
    if "number" not in inspect.signature(noun.several).parameters:
        return ids_of(await noun.several(by=principal.viewer))
    found: set[UUID] = set()
    for number in range(1, 50):
        ids = ids_of(await noun.several(by=principal.viewer, number=number))
        if not ids - found:
            return found
        found |= ids
    raise AssertionError(f"the list of {noun.table} does not end")


async def answered(noun: Noun, id: UUID, principal: Principal) -> bool:
    """Whether the row question answers."""
    try:
        await noun.one(id=id, by=principal.viewer)
    except Refusal:
        return False
    return True


async def move(pool: OneConnection, matrix: Matrix, noun: Noun, seed: int) -> list[UUID]:
    """Give every row of the noun bodies and a state drawn from `seed`; returns the rows' ids."""
    table, choice = matrix.tables[noun.table], seed
    towns = [family.town for family in matrix.families] + [family.pool for family in matrix.families]
    await pool.as_administrator()
    await pool.connection.execute("set local session_replication_role = replica")
    rows = [row["id"] for row in await pool.connection.fetch(f"select id from {noun.table}")]
    for id in rows:
        for column in sorted(BODIES & set(table.columns)):
            choice, place = divmod(choice, len(towns))
            if choice:
                await pool.connection.execute(f"update {noun.table} set {column} = $2 where id = $1", id, towns[place])
            choice = choice or seed
    await pool.as_app()
    return rows


async def differences(pool: OneConnection, matrix: Matrix, noun: Noun, asking: list[Principal], seed: int) -> list[str]:
    """Where list and row disagree in one drawn world."""
    wrong = []
    async with pool.taken_back():
        rows = await move(pool, matrix, noun, seed)
        for principal in asking:
            several = await listed(noun, principal)
            single = {id for id in rows if await answered(noun, id, principal)}
            wrong += [f"{noun.table} {id}: {principal.name} has it in the list only" for id in several - single]
            wrong += [f"{noun.table} {id}: {principal.name} opens it, the list hides it" for id in single - several]
    return wrong


def drawn_worlds(count: int) -> Callable[[Test], Test]:
    """Hypothesis with so many worlds; the database is slow and shared on purpose."""
    world = given(
        seed=st.integers(0, 2**64), which=st.integers(0, 99), who=st.lists(st.integers(1, 99), min_size=2, max_size=3)
    )
    sizes = settings(max_examples=count, deadline=None, database=None,
                     suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
    return lambda test: cast(Test, sizes(world(test)))


async def drawn(pool: OneConnection, matrix: Matrix, seed: int, which: int, who: list[int]) -> None:
    """One noun, two or three principals, one world."""
    noun = nouns()[which % len(nouns())]
    asking = [matrix.principals[1:][number % (len(matrix.principals) - 1)] for number in who]
    wrong = await differences(pool, matrix, noun, asking, seed)
    assert not wrong, "\n".join(wrong)


def test_the_nouns_are_found() -> None:
    assert "need" in {noun.table for noun in nouns()}


@drawn_worlds(PLAIN)
async def test_list_and_row_are_one_rule(
    pool: OneConnection, matrix: Matrix, seed: int, which: int, who: list[int]
) -> None:
    await drawn(pool, matrix, seed, which, who)


@pytest.mark.prove
@drawn_worlds(PROVE)
async def test_list_and_row_are_one_rule_in_full(
    pool: OneConnection, matrix: Matrix, seed: int, which: int, who: list[int]
) -> None:
    await drawn(pool, matrix, seed, which, who)
