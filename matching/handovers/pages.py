"""The HTML door of handovers."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from matching.assignments.rules import LIFE as ASSIGNMENT
from matching.handovers import operations
from matching.handovers.access import may_hand_over
from matching.handovers.queries import handover_pack, handover_row
from matching.handovers.rules import LIFE, SIDES, STATES
from matching.handovers.schemas import Closing, ItemDone
from matching.support.rules import MEANS

WORDS: Final[dict[str, Any]] = {
    "life": LIFE, "sides": SIDES, "assignment_words": ASSIGNMENT.words, "means": MEANS,
}  # fmt: skip


@get("/assignments/{assignment:uuid}/handover")
async def show_handover(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """What is handed over when the assignment ends."""
    return await _handover(request, by, assignment)


@post("/assignments/{assignment:uuid}/handover")
async def open_handover(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """Begin it."""
    return await _done(
        request, by, assignment, lambda _: operations.open_handover(assignment=assignment, by=by)
    )  # fmt: skip


@post("/handovers/{handover:uuid}/items/{handover_item:uuid}")
async def tick_item(
    request: PageRequest, by: NamedDependency[Viewer], handover: FromPath[UUID], handover_item: FromPath[UUID]
) -> Response[Any]:
    """A point of the list is done, or not yet after all."""
    row = await handover_row(id=handover, by=by)
    return await _done(
        request, by, row.assignment,
        lambda form: operations.tick_item(handover=handover, item=handover_item, done=form.parse(ItemDone), by=by),
    )  # fmt: skip


@post("/handovers/{handover:uuid}/closing")
async def close_handover(request: PageRequest, by: NamedDependency[Viewer], handover: FromPath[UUID]) -> Response[Any]:
    """Everything is handed over."""
    row = await handover_row(id=handover, by=by)
    return await _done(
        request, by, row.assignment,
        lambda form: operations.close_handover(id=handover, closing=form.parse(Closing), by=by),
    )  # fmt: skip


async def _done(request: PageRequest, by: Viewer, assignment: UUID, act: Act) -> Response[Any]:
    again = partial(_handover, request, by, assignment)
    return await sent(request, by, act, onward=f"/assignments/{assignment}/handover", again=again)


async def _handover(
    request: PageRequest, by: Viewer, assignment: UUID, refused: Refused | None = None
) -> Response[Any]:
    pack = await handover_pack(assignment=assignment, by=by)
    works = not may_hand_over(by, pack.assignment) and holds(by, Right.LOG_SUPPORT)
    return page(
        request, "handovers/show.html", pack=pack, row=pack.assignment, handover=pack.handover, refused=refused,
        works=works, opens=works and pack.handover is None and pack.assignment.state in STATES,
        closes=by.acts_for(pack.assignment.owner) and holds(by, Right.PROPOSE), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_handover, open_handover, tick_item, close_handover)
