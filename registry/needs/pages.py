"""The HTML door of needs."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done
from foundation.errors import NotFound, Refusal
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, after_write, page, redirect
from foundation.web.sending import Act, sent
from registry.needs import operations
from registry.needs.queries import need_page
from registry.needs.reference import schemes_on
from registry.needs.requirement_schemas import RequirementForm
from registry.needs.schemas import (
    Closing,
    Hold,
    NeedDraft,
    NeedIntake,
    NeedPage,
    Reason,
    Referral,
    Review,
    TriageChoice,
)
from registry.needs.showing import WORDS, hearing_in, show


@get("/schemes")
async def list_schemes(request: PageRequest) -> Response[Any]:
    """The other schemes a need may be referred to, as they stand today."""
    today = today_jst(current_clock().now())
    return page(request, "needs/schemes.html", schemes=schemes_on(today), today=today)


@get("/needs/new")
async def new_need(request: PageRequest) -> Response[Any]:
    """The one-screen intake, empty."""
    return page(request, "needs/intake.html", draft=current_clock().new_id(), saved=None, **WORDS)


@get("/needs/{need:uuid}/edit")
async def edit_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """The intake, as far as it has come."""
    saved = await need_page(id=need, by=by)
    if saved.state != "draft":
        return redirect(f"/needs/{need}")
    return page(request, "needs/intake.html", draft=need, saved=saved, **WORDS)


@post("/needs/drafts")
async def save_draft(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep the intake half-done; the script calls this too, and goes on with the version it is told."""
    form = await read_form(request)
    try:
        draft = form.parse(NeedDraft)
        done = await operations.save_draft(draft=draft, by=by)
    except Refusal as refusal:
        return await _intake_again(request, by, Refused(form, refusal))
    if "x-autosave" in request.headers:
        return Response(None, status_code=204, headers={"x-version": str(done.version)})
    return after_write(request, "/")


@post("/needs")
async def submit_need(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Send the intake, with a paper where one was chosen."""

    async def act(form: Form) -> Done:
        return await operations.submit_need(intake=form.parse(NeedIntake), papers=await form.attached("file"), by=by)

    return await sent(
        request, by, act, onward=lambda done: f"/needs/{done.id}", again=partial(_intake_again, request, by)
    )


@get("/needs/{need:uuid}")
async def show_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """A need and what can be done with it next."""
    return await show(request, by, need)


@post("/needs/{need:uuid}/hearings")
async def record_hearing(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Note what was learnt."""
    return await _change(
        request, by, need, lambda form: operations.record_hearing(id=need, hearing=hearing_in(form), by=by)
    )


@post("/needs/{need:uuid}/triage")
async def triage_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Decide what kind of help fits."""
    return await _change(
        request, by, need, lambda form: operations.triage_need(id=need, choice=form.parse(TriageChoice), by=by)
    )


@post("/needs/{need:uuid}/requirement")
async def set_requirement(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Make it matchable."""
    return await _change(
        request, by, need,
        lambda form: operations.set_requirement(id=need, requirement=form.parse(RequirementForm).requirement(), by=by),
    )  # fmt: skip


@post("/needs/{need:uuid}/withdrawal")
async def withdraw_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Take it back."""
    return await _change(
        request, by, need, lambda form: operations.withdraw_need(id=need, by=by, **form.parse(Reason).model_dump())
    )


@post("/needs/{need:uuid}/referral")
async def refer_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Point to another scheme."""
    return await _change(
        request, by, need, lambda form: operations.refer_need(id=need, referral=form.parse(Referral), by=by)
    )


@post("/needs/{need:uuid}/hold")
async def hold_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Set aside for now."""
    return await _change(
        request, by, need, lambda form: operations.hold_need(id=need, by=by, **form.parse(Hold).model_dump())
    )


@post("/needs/{need:uuid}/review")
async def review_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Say what came of it."""
    return await _change(
        request, by, need, lambda form: operations.review_need(id=need, review=form.parse(Review), by=by)
    )


@post("/needs/{need:uuid}/closing")
async def close_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """End it."""
    return await _change(
        request, by, need, lambda form: operations.close_need(id=need, version=form.parse(Closing).version, by=by)
    )


async def _change(request: PageRequest, by: Viewer, need: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/needs/{need}", again=partial(show, request, by, need))


async def _intake_again(request: PageRequest, by: Viewer, refused: Refused) -> Response[Any]:
    kept = await _kept(refused.form.parse(NeedDraft).draft, by) if refused.stale else None
    return page(request, "needs/intake.html", draft=refused.form.first("draft"), saved=kept, refused=refused, **WORDS)


async def _kept(id: UUID, by: Viewer) -> NeedPage | None:
    try:
        return await need_page(id=id, by=by)
    except NotFound:
        return None


HANDLERS: Sequence[Any] = (
    list_schemes, new_need, edit_need, save_draft, submit_need, show_need, record_hearing, triage_need,
    set_requirement, withdraw_need, refer_need, hold_need, review_need, close_need,
)  # fmt: skip
