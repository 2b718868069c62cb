"""The HTML door of merges."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from registry.members.queries import cards
from registry.merges import operations
from registry.merges.queries import merge as one_merge
from registry.merges.queries import merges
from registry.merges.rules import ANSWERS, STATES
from registry.merges.schemas import MergeDecision, MergeVersion, NewMergeForm
from registry.skills.rules import ROLES

WORDS: dict[str, Any] = {"states": STATES, "answers": ANSWERS, "roles": ROLES}


@get("/merges")
async def list_merges(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Likely duplicates, and merges under way."""
    return await _list(request, by)


@post("/merges")
async def propose_merge(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Propose that two entries are one person."""
    return await sent(
        request, by, lambda form: operations.propose_merge(new=form.parse(NewMergeForm).new_merge(), by=by),
        onward=lambda done: f"/merges/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/merges/{merge:uuid}")
async def show_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """One merge with the answer of each pool."""
    return await _show(request, by, merge)


@post("/merges/{merge:uuid}/answer")
async def answer_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """Agree or refuse."""
    return await _done(
        request, by, merge,
        lambda form: operations.answer_merge(id=merge, decision=form.parse(MergeDecision), by=by),
    )  # fmt: skip


@post("/merges/{merge:uuid}/joining")
async def join_merge(request: PageRequest, by: NamedDependency[Viewer], merge: FromPath[UUID]) -> Response[Any]:
    """Join the two, once every pool agreed."""
    return await _done(
        request, by, merge, lambda form: operations.join_merge(id=merge, seen=form.parse(MergeVersion), by=by)
    )


async def _done(request: PageRequest, by: Viewer, merge: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/merges/{merge}", again=partial(_show, request, by, merge))


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    found = await merges(by=by)
    alike = {id for pair in found.pairs for id in (pair.first, pair.second)}
    beside, _ = await cards(ids=alike, by=by, size=max(1, len(alike)))
    return page(
        request, "merges/list.html", found=found, cards={card.id: card for card in beside}, refused=refused, **WORDS
    )


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    asked = await one_merge(id=id, by=by)
    own = next((row.answer for row in asked.answers if by.acts_for(row.pool)), "")
    return page(
        request, "merges/show.html", merge=asked, own_answer=own, proposer=by.acts_for(asked.pool), refused=refused,
        **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_merges, propose_merge, show_merge, answer_merge, join_merge)
