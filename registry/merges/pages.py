"""The HTML door of merges."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done, once
from foundation.errors import NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.merges import operations
from registry.merges.queries import merge as one_merge
from registry.merges.queries import merges
from registry.merges.rules import ANSWERS, STATES
from registry.merges.schemas import MergeDecision, MergeVersion, NewMergeForm

WORDS: dict[str, Any] = {"states": STATES, "answers": ANSWERS}


@get("/merges")
async def list_merges(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Likely duplicates, and merges under way."""
    return await _list(request, by)


@post("/merges")
async def propose_merge(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Propose that two entries are one person."""
    form = await read_form(request)
    try:
        act = partial(operations.propose_merge, new=form.parse(NewMergeForm).new_merge(), by=by)
        done = await once(by, form.keyed("propose_merge"), act)
    except Refusal as refusal:
        return await _list(request, by, form=form, refusal=refusal)
    return redirect(f"/merges/{done.id}")


@get("/merges/{merge:uuid}")
async def show_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """One merge with the answer of each pool."""
    return await _show(request, by, merge)


@post("/merges/{merge:uuid}/answer")
async def answer_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """Agree or refuse."""
    form = await read_form(request)
    return await _done(request, by, merge, form, lambda: _answer(merge, form, by))


@post("/merges/{merge:uuid}/joining")
async def join_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """Join the two, once every pool agreed."""
    form = await read_form(request)
    return await _done(request, by, merge, form, lambda: _join(merge, form, by))


async def _answer(id: UUID, form: Form, by: Viewer) -> Done:
    act = partial(operations.answer_merge, id=id, decision=form.parse(MergeDecision), by=by)
    return await once(by, form.keyed("answer_merge"), act)


async def _join(id: UUID, form: Form, by: Viewer) -> Done:
    act = partial(operations.join_merge, id=id, seen=form.parse(MergeVersion), by=by)
    return await once(by, form.keyed("join_merge"), act)


async def _done(
    request: PageRequest, by: Viewer, merge: UUID, form: Form, act: Callable[[], Awaitable[Done]]
) -> Response[Any]:
    try:
        await act()
    except NotFound:
        raise
    except Refusal as refusal:
        return await _show(request, by, merge, form=form, refusal=refusal)
    return redirect(f"/merges/{merge}")


async def _list(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    return page(
        request, "merges/list.html", status=refusal.status if refusal else 200, found=await merges(by=by), form=form,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _show(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    asked = await one_merge(id=id, by=by)
    own = next((row.answer for row in asked.answers if by.acts_for(row.pool)), "")
    return page(
        request, "merges/show.html", status=refusal.status if refusal else 200, merge=asked, own_answer=own,
        proposer=by.acts_for(asked.pool), form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_merges, propose_merge, show_merge, answer_merge, join_merge)
