"""The JSON door of contracts of towns and their checks: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.contracts import operations
from matching.contracts.queries import entries, entry_page
from matching.contracts.schemas import Decision, EntryPage, EntryRow, NewEntry


@get("/api/v1/contracts")
async def list_entries(by: NamedDependency[Viewer]) -> list[EntryRow]:
    """What was entered, latest first."""
    return await entries(by=by)


@post("/api/v1/contracts")
async def enter(by: NamedDependency[Viewer], data: JSONBody[NewEntry], keyed: NamedDependency[Keyed | None]) -> Done:
    """Enter a contract, a bid or a specification; the worker checks it."""
    return await once(by, keyed, partial(operations.enter, entry=data, by=by))


@get("/api/v1/contracts/{town_contract:uuid}")
async def show_entry(by: NamedDependency[Viewer], town_contract: FromPath[UUID]) -> EntryPage:
    """An entry, what each check found, and what was decided."""
    return await entry_page(id=town_contract, by=by)


@post("/api/v1/contract-conflicts/{contract_conflict:uuid}/decision")
async def decide(
    by: NamedDependency[Viewer], contract_conflict: FromPath[UUID], data: JSONBody[Decision],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Keep the bar or lift it, with the reason."""
    return await once(by, keyed, partial(operations.decide, id=contract_conflict, decision=data, by=by))


HANDLERS: Sequence[Any] = (list_entries, enter, show_entry, decide)
