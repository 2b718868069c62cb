"""The JSON door of re-matching: the same questions and verbs, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.allocation import rematching
from matching.allocation.rematch_schemas import RematchAsked, RematchPage


@get("/api/v1/allocation/rematch")
async def show_rematch(by: NamedDependency[Viewer]) -> RematchPage:
    """The latest plan, what changed since it was made, and the people who may leave."""
    return await rematching.rematch_page(by=by)


@post("/api/v1/allocation/rematch")
async def request_rematch(
    by: NamedDependency[Viewer], data: JSONBody[RematchAsked], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Have the plan mended where something changed; ask for it at /allocation/runs/{id} until it is finished."""
    return await once(by, keyed, partial(rematching.request_rematch, asked=data, by=by))


HANDLERS: Sequence[Any] = (show_rematch, request_rematch)
