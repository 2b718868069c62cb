"""The JSON door of merges."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.merges import operations
from registry.merges.queries import merge as one_merge
from registry.merges.queries import merges
from registry.merges.schemas import MergeDecision, MergeRow, Merges, MergeVersion, NewMerge

Key = NamedDependency[Keyed | None]


@get("/api/v1/merges")
async def list_merges(by: NamedDependency[Viewer]) -> Merges:
    """Likely duplicates of one's own pool, and the merges it has a word in."""
    return await merges(by=by)


@get("/api/v1/merges/{merge:uuid}")
async def show_merge(by: NamedDependency[Viewer], merge: FromPath[UUID]) -> MergeRow:
    """One merge."""
    return await one_merge(id=merge, by=by)


@post("/api/v1/merges")
async def propose_merge(by: NamedDependency[Viewer], data: JSONBody[NewMerge], keyed: Key) -> Done:
    """Propose that two entries are one person."""
    return await once(by, keyed, partial(operations.propose_merge, new=data, by=by))


@post("/api/v1/merges/{merge:uuid}/answer")
async def answer_merge(
    by: NamedDependency[Viewer], merge: FromPath[UUID], data: JSONBody[MergeDecision], keyed: Key
) -> Done:
    """Agree or refuse."""
    return await once(by, keyed, partial(operations.answer_merge, id=merge, decision=data, by=by))


@post("/api/v1/merges/{merge:uuid}/joining")
async def join_merge(
    by: NamedDependency[Viewer], merge: FromPath[UUID], data: JSONBody[MergeVersion], keyed: Key
) -> Done:
    """Join the two, once every pool agreed."""
    return await once(by, keyed, partial(operations.join_merge, id=merge, seen=data, by=by))


HANDLERS: Sequence[Any] = (list_merges, show_merge, propose_merge, answer_merge, join_merge)
