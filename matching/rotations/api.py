"""The JSON door of plans over years: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.rotations import operations
from matching.rotations.queries import rotation_page, rotations
from matching.rotations.schemas import Dropping, NewRotation, NewTurn, RotationPage, RotationRow, TakingUp

Key = NamedDependency[Keyed | None]


@get("/api/v1/rotations")
async def list_rotations(by: NamedDependency[Viewer]) -> list[RotationRow]:
    """The plans of the viewer's body."""
    return await rotations(by=by)


@post("/api/v1/rotations")
async def plan_rotation(by: NamedDependency[Viewer], data: JSONBody[NewRotation], keyed: Key) -> Done:
    """Lay out a plan; nothing is booked, nobody is asked."""
    return await once(by, keyed, partial(operations.plan_rotation, new=data, by=by))


@get("/api/v1/rotations/{rotation:uuid}")
async def show_rotation(by: NamedDependency[Viewer], rotation: FromPath[UUID]) -> RotationPage:
    """One plan, with what stands against each turn."""
    return await rotation_page(id=rotation, by=by)


@post("/api/v1/rotations/{rotation:uuid}/turns")
async def add_turn(by: NamedDependency[Viewer], rotation: FromPath[UUID], data: JSONBody[NewTurn], keyed: Key) -> Done:
    """One more turn."""
    return await once(by, keyed, partial(operations.add_turn, rotation=rotation, new=data, by=by))


@post("/api/v1/turns/{rotation_turn:uuid}/removal")
async def drop_turn(
    by: NamedDependency[Viewer], rotation_turn: FromPath[UUID], data: JSONBody[Dropping], keyed: Key
) -> Done:
    """A turn is not taken."""
    return await once(by, keyed, partial(operations.drop_turn, id=rotation_turn, dropping=data, by=by))


@post("/api/v1/turns/{rotation_turn:uuid}/proposal")
async def take_up_turn(
    by: NamedDependency[Viewer], rotation_turn: FromPath[UUID], data: JSONBody[TakingUp], keyed: Key
) -> Done:
    """The draft of a proposal for it; the answer names the proposal."""
    return await once(by, keyed, partial(operations.take_up_turn, id=rotation_turn, taking=data, by=by))


HANDLERS: Sequence[Any] = (list_rotations, plan_rotation, show_rotation, add_turn, drop_turn, take_up_turn)
