"""The JSON door of handovers: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.handovers import operations
from matching.handovers.queries import handover_pack
from matching.handovers.schemas import Closing, HandoverPack, ItemDone

Key = NamedDependency[Keyed | None]


@get("/api/v1/assignments/{assignment:uuid}/handover")
async def show_handover(by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> HandoverPack:
    """The pack of an assignment: its list, its records, what is planned next, what came of it."""
    return await handover_pack(assignment=assignment, by=by)


@post("/api/v1/assignments/{assignment:uuid}/handover")
async def open_handover(by: NamedDependency[Viewer], assignment: FromPath[UUID], keyed: Key) -> Done:
    """Begin it with the list of the day's template."""
    return await once(by, keyed, partial(operations.open_handover, assignment=assignment, by=by))


@post("/api/v1/handovers/{handover:uuid}/items/{handover_item:uuid}")
async def tick_item(
    by: NamedDependency[Viewer], handover: FromPath[UUID], handover_item: FromPath[UUID], data: JSONBody[ItemDone],
    keyed: Key,
) -> Done:  # fmt: skip
    """A point of the list is done, or not yet after all."""
    return await once(
        by, keyed, partial(operations.tick_item, handover=handover, item=handover_item, done=data, by=by)
    )  # fmt: skip


@post("/api/v1/handovers/{handover:uuid}/closing")
async def close_handover(
    by: NamedDependency[Viewer], handover: FromPath[UUID], data: JSONBody[Closing], keyed: Key
) -> Done:
    """Everything is handed over."""
    return await once(by, keyed, partial(operations.close_handover, id=handover, closing=data, by=by))


HANDLERS: Sequence[Any] = (show_handover, open_handover, tick_item, close_handover)
