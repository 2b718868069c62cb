"""The JSON door of histories, correction requests and joining by code."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.members.corrections import ask_correction, decide_correction
from registry.members.histories import corrections, history
from registry.members.joining import NewCode, join_by_code, make_code, withdraw_code
from registry.members.record_schemas import Change, CodeTyped, Correction, CorrectionDecision, NewCorrection

Key = NamedDependency[Keyed | None]


@get("/api/v1/members/{member:uuid}/history")
async def show_history(by: NamedDependency[Viewer], member: FromPath[UUID]) -> list[Change]:
    """What changed of the person, by whom: field -> what it was and what it became, in words."""
    return await history(member=member, by=by)


@get("/api/v1/members/{member:uuid}/corrections")
async def show_corrections(by: NamedDependency[Viewer], member: FromPath[UUID]) -> list[Correction]:
    """Correction requests between the person and the acting body."""
    return await corrections(member=member, by=by)


@post("/api/v1/members/{member:uuid}/corrections")
async def send_correction(
    by: NamedDependency[Viewer], member: FromPath[UUID], data: JSONBody[NewCorrection], keyed: Key
) -> Done:
    """Ask the other side to change a field."""
    return await once(by, keyed, partial(ask_correction, member=member, new=data, by=by))


@post("/api/v1/members/{member:uuid}/corrections/{correction:uuid}/decision")
async def decide(
    by: NamedDependency[Viewer],
    member: FromPath[UUID],
    correction: FromPath[UUID],
    data: JSONBody[CorrectionDecision],
    keyed: Key,
) -> Done:
    """Accept or refuse a correction request."""
    return await once(by, keyed, partial(decide_correction, member=member, id=correction, decision=data, by=by))


@post("/api/v1/joining")
async def join(by: NamedDependency[Viewer], data: JSONBody[CodeTyped], keyed: Key) -> Done:
    """Take the person of a code into the pool."""
    return await once(by, keyed, partial(join_by_code, typed=data, by=by))


@post("/api/v1/me/codes")
async def new_code(by: NamedDependency[Viewer]) -> NewCode:
    """A code by which one other pool may take oneself in. Its letters are shown this once: there is no replay."""
    return await make_code(by=by)


@post("/api/v1/me/codes/{join_code:uuid}/withdrawal")
async def take_code_back(by: NamedDependency[Viewer], join_code: FromPath[UUID], keyed: Key) -> Done:
    """Take a code back that nobody used yet."""
    return await once(by, keyed, partial(withdraw_code, id=join_code, by=by))


HANDLERS: Sequence[Any] = (
    show_history, show_corrections, send_correction, decide, join, new_code, take_code_back,
)  # fmt: skip
