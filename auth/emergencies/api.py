"""The JSON door of access in an emergency."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.emergencies import operations
from auth.emergencies.queries import emergencies
from auth.emergencies.schemas import Emergencies, EmergencyAsked, EmergencyDecision
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once

Key = NamedDependency[Keyed | None]


@get("/api/v1/emergency-access")
async def show_emergencies(by: NamedDependency[Viewer]) -> Emergencies:
    """What the viewer's body asked for, and what was asked about it."""
    return await emergencies(by=by)


@post("/api/v1/emergency-access")
async def ask_for_emergency(by: NamedDependency[Viewer], keyed: Key, data: JSONBody[EmergencyAsked]) -> Done:
    """Ask to act as manager for an hour."""
    return await once(by, keyed, partial(operations.ask_for_emergency, asked=data, by=by))


@post("/api/v1/emergency-access/{emergency_access:uuid}/decision")
async def decide_emergency(
    by: NamedDependency[Viewer], keyed: Key, emergency_access: FromPath[UUID], data: JSONBody[EmergencyDecision]
) -> Done:
    """Agree as the second person, or not."""
    return await once(by, keyed, partial(operations.decide_emergency, id=emergency_access, decision=data, by=by))


@post("/api/v1/emergency-access/{emergency_access:uuid}/end")
async def end_emergency(by: NamedDependency[Viewer], keyed: Key, emergency_access: FromPath[UUID]) -> Done:
    """End it before the hour is over."""
    return await once(by, keyed, partial(operations.end_emergency, id=emergency_access, by=by))


HANDLERS: Sequence[Any] = (show_emergencies, ask_for_emergency, decide_emergency, end_emergency)
