"""The JSON door of mentors: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from training.mentors import operations
from training.mentors.queries import mentor_offers, mentoring_page, mentorings, own_offer
from training.mentors.schemas import MentoringRow, Move, Offer, OfferRow, Request

Key = NamedDependency[Keyed | None]


class OfferShown(Struct, frozen=True):
    """An offer; whose it is stays closed."""

    id: UUID
    themes: list[str]
    experience: str


class Mentors(Struct, frozen=True):
    """A page of offers, the viewer's own, and the mentorings the viewer has a side in."""

    total: int
    number: int
    last: int
    offers: list[OfferShown]
    mine: OfferRow | None
    mentorings: list[MentoringRow]


@get("/api/v1/mentors")
async def list_mentors(by: NamedDependency[Viewer], theme: FromQuery[str] = "", number: FromQuery[int] = 1) -> Mentors:
    """Who can be asked."""
    rows, found = await mentor_offers(theme=theme, number=max(1, number), by=by)
    offers = [OfferShown(row.id, row.themes, row.experience) for row in rows]
    return Mentors(found.total, found.number, found.last, offers, await own_offer(by=by), await mentorings(by=by))


@post("/api/v1/mentors/offer")
async def offer(by: NamedDependency[Viewer], data: JSONBody[Offer], keyed: Key) -> Done:
    """Say what one can be asked about."""
    return await once(by, keyed, partial(operations.offer_mentoring, offer=data, by=by))


@post("/api/v1/mentors/{mentor_offer:uuid}/requests")
async def ask(by: NamedDependency[Viewer], mentor_offer: FromPath[UUID], data: JSONBody[Request], keyed: Key) -> Done:
    """Ask a mentor."""
    return await once(by, keyed, partial(operations.ask_mentor, offer=mentor_offer, request=data, by=by))


@get("/api/v1/mentorings/{mentoring:uuid}")
async def show_mentoring(by: NamedDependency[Viewer], mentoring: FromPath[UUID]) -> MentoringRow:
    """One mentoring."""
    return await mentoring_page(id=mentoring, by=by)


@post("/api/v1/mentorings/{mentoring:uuid}/acceptance")
async def accept(by: NamedDependency[Viewer], mentoring: FromPath[UUID], data: JSONBody[Move], keyed: Key) -> Done:
    """The mentor accepts."""
    return await once(by, keyed, partial(operations.accept_mentoring, id=mentoring, move=data, by=by))


@post("/api/v1/mentorings/{mentoring:uuid}/refusal")
async def decline(by: NamedDependency[Viewer], mentoring: FromPath[UUID], data: JSONBody[Move], keyed: Key) -> Done:
    """The mentor does not."""
    return await once(by, keyed, partial(operations.decline_mentoring, id=mentoring, move=data, by=by))


@post("/api/v1/mentorings/{mentoring:uuid}/removal")
async def take_back(by: NamedDependency[Viewer], mentoring: FromPath[UUID], data: JSONBody[Move], keyed: Key) -> Done:
    """The asker needs it no more."""
    return await once(by, keyed, partial(operations.take_back_request, id=mentoring, move=data, by=by))


@post("/api/v1/mentorings/{mentoring:uuid}/end")
async def end(by: NamedDependency[Viewer], mentoring: FromPath[UUID], data: JSONBody[Move], keyed: Key) -> Done:
    """Either side ends it."""
    return await once(by, keyed, partial(operations.end_mentoring, id=mentoring, move=data, by=by))


HANDLERS: Sequence[Any] = (list_mentors, offer, ask, show_mentoring, accept, decline, take_back, end)
