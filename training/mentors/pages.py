"""The HTML door of mentors."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
from registry.needs.rules import THEMES
from training.mentors import operations
from training.mentors.access import may_move
from training.mentors.queries import mentor_offers, mentoring_page, mentorings, own_offer
from training.mentors.rules import LIFE, PAGE_NAMES, TAGS
from training.mentors.schemas import Move, Offer, Request

WORDS: Final[dict[str, Any]] = {"themes": THEMES, "life": LIFE, "tags": TAGS, "field_names": PAGE_NAMES}
STEPS: Final = {"accept": "acceptance", "decline": "refusal", "take_back": "removal", "end": "end"}
"""Verb -> its place."""


@get("/mentors")
async def list_mentors(
    request: PageRequest, by: NamedDependency[Viewer], theme: FromQuery[str] = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """Who can be asked, one's own offer, and what was asked."""
    return await _mentors(request, by, theme=theme, number=number)


@post("/mentors/offer")
async def offer(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Say what one can be asked about."""
    return await sent(
        request, by, lambda form: operations.offer_mentoring(offer=form.parse(Offer), by=by), onward="/mentors",
        again=partial(_mentors, request, by),
    )  # fmt: skip


@post("/mentors/{mentor_offer:uuid}/requests")
async def ask(request: PageRequest, by: NamedDependency[Viewer], mentor_offer: FromPath[UUID]) -> Response[Any]:
    """Ask a mentor."""
    return await sent(
        request, by,
        lambda form: operations.ask_mentor(offer=mentor_offer, request=form.parse(Request), by=by),
        onward=lambda done: f"/mentorings/{done.id}", again=partial(_mentors, request, by, asked=mentor_offer),
    )  # fmt: skip


@get("/mentorings/{mentoring:uuid}")
async def show_mentoring(request: PageRequest, by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> Response[Any]:
    """One mentoring and what can be done next."""
    return await _mentoring(request, by, mentoring)


@post("/mentorings/{mentoring:uuid}/acceptance")
async def accept(request: PageRequest, by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> Response[Any]:
    """The mentor accepts."""
    return await _moved(request, by, mentoring, operations.accept_mentoring)


@post("/mentorings/{mentoring:uuid}/refusal")
async def decline(request: PageRequest, by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> Response[Any]:
    """The mentor does not."""
    return await _moved(request, by, mentoring, operations.decline_mentoring)


@post("/mentorings/{mentoring:uuid}/removal")
async def take_back(request: PageRequest, by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> Response[Any]:
    """The asker needs it no more."""
    return await _moved(request, by, mentoring, operations.take_back_request)


@post("/mentorings/{mentoring:uuid}/end")
async def end(request: PageRequest, by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> Response[Any]:
    """Either side ends it."""
    return await _moved(request, by, mentoring, operations.end_mentoring)


async def _moved(
    request: PageRequest, by: Viewer, id: UUID, operation: Callable[..., Awaitable[Done]]
) -> Response[Any]:
    return await sent(
        request, by, lambda form: operation(id=id, move=form.parse(Move), by=by), onward=f"/mentorings/{id}",
        again=partial(_mentoring, request, by, id),
    )  # fmt: skip


async def _mentors(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, theme: str = "", number: int = 1,
    asked: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    rows, found = await mentor_offers(theme=theme, number=max(1, number), by=by)
    mine = await own_offer(by=by)
    return page(
        request, "mentors/list.html", refused=refused, rows=rows, found=found, theme=theme, mine=mine, asked=asked,
        mentorings=await mentorings(by=by), version=version_shown(refused, mine.version if mine else 0),
        offers=by.member is not None and by.organisation is None, joins=holds(by, Right.JOIN_NETWORK), **WORDS,
    )  # fmt: skip


async def _mentoring(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await mentoring_page(id=id, by=by)
    steps = [step for step in LIFE.open_to(by, row.state) if may_move(by, row, step.verb) is None]
    return page(
        request, "mentors/show.html", refused=refused, row=row, steps=steps, places=STEPS,
        version=version_shown(refused, row.version), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_mentors, offer, ask, show_mentoring, accept, decline, take_back, end)
