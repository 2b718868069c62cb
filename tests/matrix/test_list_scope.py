"""The list and the row are one rule: the ids in a noun's list are those for which its row question answers.

Drawn worlds move rows between bodies; every noun with both questions is found by its names and shapes.
`DXPOOL_WORLDS` says how many in full (default 2,000).
"""

import importlib
import inspect
import os
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from foundation.errors import Refusal
from registry.disclosures.queries import disclosure
from tests.house.repository import ROOT, rooms
from tests.matrix.conftest import Matrix
from tests.matrix.declared_tables import TABLES
from tests.matrix.one_connection import OneConnection
from tests.matrix.principals import Principal

pytestmark = pytest.mark.database

PLAIN, PROVE = 40, int(os.environ.get("DXPOOL_WORLDS", "2000"))
Test = Callable[..., Coroutine[Any, Any, None]]
BODIES = frozenset({"municipality", "prefecture", "owner", "pool", "organisation", "appointing_body", "receiver",
                    "lead", "registered_by", "bodies"})  # fmt: skip
"""Columns that a drawn world moves to another body, or to one alone."""
OF_ONE = re.compile(r"(\w+)\.(\w+) == id\b")
STEM, PLURALS = re.compile(r"_(page|row|of)$"), re.compile(r"ies$")
ELSEWHERE: dict[str, Any] = {
    "registry.consents.queries.consents": disclosure,
    "registry.consents.queries.names_open_to_us": disclosure,
}
"""Lists whose rows are opened by another noun's question."""

NARROWER = {
    "auth.inbox.queries.latest_notices": "the first few, for a home",
    "registry.members.queries.pool_list": "of the cards in sight, those of the viewer's own pool",
    "registry.companies.queries.waiting_for": "of one's own listings, those that run out",
    "registry.consents.queries.consents": "of the disclosures in sight, the consents in force",
    "registry.consents.queries.names_open_to_us": "of the disclosures in sight, those to one's own body from others",
    "registry.disclosures.queries.consents_in_force": "of the disclosures in sight, the consents in force",
    "registry.disclosures.queries.received": "of the disclosures in sight, those to one's own body from others",
    "registry.postings.queries.overdue": "of one's own postings, those whose last day is over",
    "training.events.queries.events": "of the events in sight, those to come or those held",
    "training.events.queries.own_events": "of the events in sight, those to come in which one has a seat",
}
"""Lists that leave rows out on purpose, and why; what they hold has to open all the same."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun's list and its row question, as its rooms offer them; `table` is the one both lead to, by `key`."""

    table: str
    key: str
    several: Callable[..., Awaitable[Any]]
    one: Callable[..., Awaitable[Any]]

    def __str__(self) -> str:
        return f"{self.several.__module__}.{self.several.__name__}"


def nouns() -> list[Noun]:
    """Every question of a `queries.py` that needs only the viewer and answers rows with an id, with its row question.

    A list is told by what it hands out: a list (alone, beside its page, or as `rows` of what was found) of shapes that
    carry `id`; a row question is told by `id` and `by`. They belong together by their names (`needs`, `need_page`),
    else where the one's shape grew from the other's or holds it.
    """
    found = []
    for path in rooms("queries"):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        questions = [value for name, value in vars(module).items() if not name.startswith("_")
                     and inspect.iscoroutinefunction(value) and value.__module__ == module.__name__]  # fmt: skip
        ones = [question for question in questions if _asks(question, "id", "by")]
        for several in questions:
            row, one = row_shape(several), _row_question(several, ones)
            if row is not None and one is not None and (place := _place(row, one)):
                found.append(Noun(*place, several, one))
    return found


def _row_question(several: Any, ones: list[Any]) -> Any:
    """The row question of a list: by name, then by shape."""
    named = f"{several.__module__}.{several.__name__}"
    if named in ELSEWHERE:
        return ELSEWHERE[named]
    row, single = row_shape(several), several.__name__.removesuffix("s")
    by_name = [one for one in ones if STEM.sub("", one.__name__) in (single, PLURALS.sub("y", several.__name__))]
    return next(iter([*by_name, *(one for one in ones if row and _kin(row, shape_of(one)))]), None)


def shape_of(question: Any) -> type | None:
    """What a question about one row answers."""
    answer = get_type_hints(question).get("return")
    return answer if isinstance(answer, type) else None


def row_shape(question: Any) -> type | None:
    """The shape of a list's rows; None where the question wants more than the viewer, or answers something else."""
    parameters = inspect.signature(question).parameters
    wanting = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty} - {"by", "question"}
    if wanting or "by" not in parameters:
        return None
    answer = get_type_hints(question).get("return")
    if get_origin(answer) is tuple:
        answer = get_args(answer)[0]
    if isinstance(answer, type) and "rows" in get_type_hints(answer):
        answer = get_type_hints(answer)["rows"]
    row = get_args(answer)[0] if get_origin(answer) is list else None
    return row if isinstance(row, type) and _key(row) else None


def _kin(row: type, shape: type | None) -> bool:
    """A page's shape grows from the row's, or a found row's from the plain one; or the one carries the other."""
    if shape is None:
        return False
    held = [hint for hint in get_type_hints(shape).values() if isinstance(hint, type)]
    carries = any(issubclass(hint, row) for hint in held) or shape in get_type_hints(row).values()
    return carries or bool(set(row.__mro__) & set(shape.__mro__) - set(Struct.__mro__))


def _key(row: type) -> str | None:
    """Where a row keeps its id: itself, or its card."""
    return next((name for name in ("id", "card") if name in get_type_hints(row)), None)


def _place(row: type, one: Any) -> tuple[str, str] | None:
    """The protected table that the row question asks, and the column it knows a row by."""
    asked = OF_ONE.search(inspect.getsource(one))
    kept = getattr(inspect.getmodule(one), asked[1], None) if asked else None
    if asked and kept is not None and kept._meta.tablename in TABLES:
        return kept._meta.tablename, asked[2]
    names = (one.__name__, *(hint.__name__.lower() for hint in get_type_hints(row).values() if isinstance(hint, type)))
    own = [table for table in TABLES for name in names if name == table or name.startswith(f"{table}_")]
    table = max(own, key=len, default="member" if one.__name__ == "card" else None)
    return (table, "id") if table else None


def _asks(question: Any, *names: str) -> bool:
    parameters = inspect.signature(question).parameters
    needed = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty}
    return needed == set(names)


def ids_of(answer: Any) -> set[UUID]:
    """The ids in a list, whether or not a page comes with it."""
    rows = answer[0] if isinstance(answer, tuple) else getattr(answer, "rows", answer)
    return {row.id if hasattr(row, "id") else row.card.id for row in rows}


async def listed(noun: Noun, principal: Principal) -> set[UUID]:
    """Everything in the list, page by page where it has pages."""
    parameters = inspect.signature(noun.several).parameters
    whole = {"question": get_type_hints(noun.several)["question"]()} if "question" in parameters else {}
    if "number" not in parameters:
        return ids_of(await noun.several(by=principal.viewer, **whole))
    found: set[UUID] = set()
    for number in range(1, 50):
        ids = ids_of(await noun.several(by=principal.viewer, number=number, **whole))
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
    rows = [row["id"] for row in await pool.connection.fetch(f"select {noun.key} as id from {noun.table}")]
    for id in rows:
        for column in sorted(BODIES & set(table.columns) - {noun.key}):
            choice, place = divmod(choice, len(towns))
            body = "array[$2::uuid]" if table.columns[column].type == "uuid[]" else "$2"
            if choice:
                statement = f"update {noun.table} set {column} = {body} where {noun.key} = $1"
                await _moved(pool, statement, id, towns[place])
            choice = choice or seed
    await pool.as_app()
    return rows


async def _moved(pool: OneConnection, statement: str, id: UUID, body: UUID) -> None:
    """Or left where it is: a world that the constraints forbid cannot come about."""
    with suppress(asyncpg.IntegrityConstraintViolationError):
        async with pool.connection.transaction():
            await pool.connection.execute(statement, id, body)


async def differences(pool: OneConnection, matrix: Matrix, noun: Noun, asking: list[Principal], seed: int) -> list[str]:
    """Where list and row disagree in one drawn world."""
    wrong = []
    async with pool.taken_back():
        rows = await move(pool, matrix, noun, seed)
        for principal in asking:
            several = await listed(noun, principal)
            single = {id for id in rows if await answered(noun, id, principal)}
            wrong += [f"{noun} {id}: {principal.name} has it in the list only" for id in several - single]
            hidden = set() if str(noun) in NARROWER else single - several
            wrong += [f"{noun} {id}: {principal.name} opens it, the list hides it" for id in hidden]
    return wrong


def drawn_worlds(count: int) -> Callable[[Test], Test]:
    """Hypothesis with so many worlds; the database is slow and shared on purpose."""
    world = given(
        seed=st.integers(0, 2**64), which=st.integers(0, 99), who=st.lists(st.integers(1, 99), min_size=2, max_size=3)
    )
    sizes = settings(max_examples=count, database=None,
                     suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
    return lambda test: cast(Test, sizes(world(test)))


async def drawn(pool: OneConnection, matrix: Matrix, seed: int, which: int, who: list[int]) -> None:
    """One noun, two or three principals, one world."""
    noun = nouns()[which % len(nouns())]
    asking = [matrix.principals[1:][number % (len(matrix.principals) - 1)] for number in who]
    wrong = await differences(pool, matrix, noun, asking, seed)
    assert not wrong, "\n".join(wrong)


def test_the_nouns_are_found() -> None:
    found = {str(noun) for noun in nouns()}
    assert {
        "registry.companies.queries.companies company", "registry.consents.queries.consents disclosure",
        "registry.consents.queries.requests disclosure_request", "registry.coordination.queries.questions question",
        "registry.coordination.queries.threads thread", "registry.imports.queries.uploads import_file",
        "registry.job_descriptions.queries.job_descriptions job_description",
        "registry.members.queries.find_people member", "registry.needs.queries.find_needs need",
        "registry.needs.queries.joint_needs joint_need", "registry.postings.queries.applications application",
        "registry.postings.queries.postings posting", "registry.searches.queries.saved_searches saved_search",
    } <= {f"{noun} {noun.table}" for noun in nouns()}  # fmt: skip
    assert found >= NARROWER.keys()


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
