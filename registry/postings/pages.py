"""The public HTML door of postings: everybody reads, asks, applies, and looks after their application by its number."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response
from msgspec.structs import replace

from auth.signin.cookies import sender_of
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.errors import Refusal
from foundation.files.store import LARGEST
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.job_descriptions.wording import parts_of
from registry.postings import applying, asking, rules
from registry.postings.dossiers import standing_of
from registry.postings.origin import PUBLISHED
from registry.postings.queries import applications, posting_page, postings, questions_of
from registry.postings.schemas import NewApplication, NumberGiven, OfferAnswer, Question
from registry.skills.rules import LEVELS

WORDS: Final[dict[str, Any]] = {
    "life": rules.LIFE, "application_life": rules.APPLICATION, "methods": rules.METHODS, "accepting": rules.ACCEPTING,
    "field_names": rules.FIELD_NAMES, "consents": rules.CONSENT, "consent_now": rules.CONSENT_NOW,
    "pool_consents": rules.POOL_CONSENT, "pool_consent_now": rules.POOL_CONSENT_NOW, "pledge": rules.PLEDGE,
    "levels": LEVELS,
}  # fmt: skip


@get("/postings")
async def list_postings(request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> Response[Any]:
    """What is called for now, and what was."""
    rows, found = await postings(by=by, states=PUBLISHED, number=max(1, number))
    own = await applications(by=by, own=True) if by.member or by.kind == "company" else []
    titles = {row.posting: (await posting_page(id=row.posting, by=by)).title for row in own}
    return page(request, "postings/list.html", postings=rows, found=found, own=own, titles=titles, **WORDS)


@get("/postings/{posting:uuid}")
async def show_posting(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """One, with its questions and answers."""
    return await _posting(request, by, posting)


@post("/postings/{posting:uuid}/questions")
async def ask_question(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Ask."""
    form = await read_form(request)
    try:
        question = form.parse(Question)
        await asking.ask_question(posting=posting, question=question, source=sender_of(request), by=by)
    except Refusal as refusal:
        return await _posting(request, by, posting, Refused(form, refusal))
    return redirect(f"/postings/{posting}?asked=1#questions")


@get("/postings/{posting:uuid}/application")
async def application_form(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """The form."""
    return await _form(request, by, posting)


@post("/postings/{posting:uuid}/applications")
async def apply(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Take it in, and show the number this once."""
    form = await read_form(request)
    try:
        new = form.parse(NewApplication)
        files = [(file.filename, await file.read(LARGEST + 1)) for file in form.files.values() if file.filename]
        received = await applying.apply(posting=posting, new=new, files=files, source=sender_of(request), by=by)
    except Refusal as refusal:
        return await _form(request, by, posting, Refused(form, refusal))
    called = await posting_page(id=posting, by=by)
    return page(request, "postings/received.html", status=201, received=received, posting=called, email=new.email)


@get("/my-application")
async def ask_number(request: PageRequest) -> Response[Any]:
    """Which number?"""
    return page(request, "postings/mine.html", standing=None, **WORDS)


@post("/my-application")
async def show_standing(request: PageRequest) -> Response[Any]:
    """Where the application with this number stands."""
    return await _standing(request, await read_form(request))


@post("/my-application/withdrawal")
async def withdraw_application(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Take it back."""
    form = await read_form(request)
    try:
        await applying.withdraw_application(given=form.parse(NumberGiven), source=sender_of(request), by=by)
    except Refusal as refusal:
        return await _standing(request, form, refusal)
    return await _standing(request, form)


@post("/my-application/answer")
async def answer_offer(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Accept or decline."""
    form = await read_form(request)
    try:
        await applying.answer_offer(given=form.parse(OfferAnswer), source=sender_of(request), by=by)
    except Refusal as refusal:
        return await _standing(request, form, refusal)
    return await _standing(request, form)


async def _posting(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    posting = await posting_page(id=id, by=by)
    return page(
        request, "postings/show.html", posting=posting,
        parts=parts_of(replace(posting.content, apply_until=posting.apply_until)),
        questions=await questions_of(posting=id, by=by), asked="asked" in request.query_params,
        today=today_jst(current_clock().now()), refused=refused, **WORDS,
    )  # fmt: skip


async def _form(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "postings/apply.html", posting=await posting_page(id=id, by=by), application=current_clock().new_id(),
        refused=refused, **WORDS,
    )  # fmt: skip


async def _standing(request: PageRequest, form: Form, refusal: Refusal | None = None) -> Response[Any]:
    standing = None
    try:
        given = form.parse(NumberGiven)
        id, keeper = await applying.found_by(number=given.number, source=sender_of(request))
        standing = await standing_of(id=id, by=keeper)
    except Refusal as further:
        refusal = refusal or further
    refused = Refused(form, refusal) if refusal else None
    return page(
        request, "postings/mine.html", standing=standing, number=form.first("number"), form=form, refused=refused,
        **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_postings, show_posting, ask_question, application_form, apply, ask_number, show_standing,
    withdraw_application, answer_offer,
)  # fmt: skip
