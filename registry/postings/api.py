"""The public JSON door of postings: the same operations, the same rules."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.signin.cookies import sender_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.web.rendering import PageRequest
from registry.postings import applying, asking
from registry.postings.dossiers import standing_of
from registry.postings.origin import PUBLISHED
from registry.postings.queries import applications, posting_page, postings, questions_of
from registry.postings.rows import ApplicationRow, PostingPage, PostingRow, QuestionRow, Received, Standing
from registry.postings.rules import CONSENT, CONSENT_NOW
from registry.postings.schemas import ApplicationSent, NumberGiven, OfferAnswer, Question


class PostingList(Struct, frozen=True):
    """A page of postings, and the viewer's own applications."""

    total: int
    number: int
    last: int
    postings: list[PostingRow]
    own: list[ApplicationRow]


class Published(Struct, frozen=True):
    """A posting with its answered questions."""

    posting: PostingPage
    questions: list[QuestionRow]


class Blank(Struct, frozen=True):
    """What an application needs to begin with: an id of its own, and what is agreed to."""

    application: UUID
    consent: str
    consent_text: str


@get("/api/v1/postings")
async def list_postings(by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> PostingList:
    """What is called for, and what was."""
    rows, found = await postings(by=by, states=PUBLISHED, number=max(1, number))
    own = await applications(by=by, own=True) if by.member or by.kind == "company" else []
    return PostingList(found.total, found.number, found.last, rows, own)


@get("/api/v1/postings/{posting:uuid}")
async def show_posting(by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Published:
    """One."""
    return Published(await posting_page(id=posting, by=by), await questions_of(posting=posting, by=by))


@post("/api/v1/postings/{posting:uuid}/questions")
async def ask_question(
    request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID], data: JSONBody[Question]
) -> Done:
    """Ask."""
    return await asking.ask_question(posting=posting, question=data, source=sender_of(request), by=by)


@get("/api/v1/postings/{posting:uuid}/application")
async def application_form(by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Blank:
    """What to begin with."""
    await posting_page(id=posting, by=by)
    return Blank(current_clock().new_id(), CONSENT_NOW, CONSENT[CONSENT_NOW])


@post("/api/v1/postings/{posting:uuid}/applications")
async def apply(
    request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID], data: JSONBody[ApplicationSent]
) -> Received:
    """Apply; the application's id makes that sending twice is sending once."""
    files = [(file.filename, file.content) for file in data.files]
    return await applying.apply(posting=posting, new=data, files=files, source=sender_of(request), by=by)


@post("/api/v1/my-application", status_code=200)
async def show_standing(request: PageRequest, data: JSONBody[NumberGiven]) -> Standing:
    """Where the application with this number stands."""
    id, keeper = await applying.found_by(number=data.number, source=sender_of(request))
    return await standing_of(id=id, by=keeper)


@post("/api/v1/my-application/withdrawal")
async def withdraw_application(request: PageRequest, by: NamedDependency[Viewer], data: JSONBody[NumberGiven]) -> Done:
    """Take it back."""
    return await applying.withdraw_application(given=data, source=sender_of(request), by=by)


@post("/api/v1/my-application/answer")
async def answer_offer(request: PageRequest, by: NamedDependency[Viewer], data: JSONBody[OfferAnswer]) -> Done:
    """Accept or decline an offer."""
    return await applying.answer_offer(given=data, source=sender_of(request), by=by)


HANDLERS: Sequence[Any] = (
    list_postings, show_posting, ask_question, application_form, apply, show_standing, withdraw_application,
    answer_offer,
)  # fmt: skip
