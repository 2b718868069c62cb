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
from foundation.database.idempotency import once
from foundation.errors import NotFound, Refusal
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.needs import operations
from registry.needs.queries import need_page
from registry.needs.reference import schemes_on
from registry.needs.schemas import (
    Closing,
    Hold,
    NeedDraft,
    NeedIntake,
    NeedPage,
    Reason,
    Referral,
    RequirementForm,
    Review,
    TriageChoice,
)
from registry.needs.showing import WORDS, hearing_in, need_again, paper_in, show


@get("/schemes")
async def list_schemes(request: PageRequest) -> Response[Any]:
    """The other schemes a need may be referred to, as they stand today."""
    today = today_jst(current_clock().now())
    return page(request, "needs/schemes.html", schemes=schemes_on(today), today=today)


@get("/needs/new")
async def new_need(request: PageRequest) -> Response[Any]:
    """The one-screen intake, empty."""
    return page(request, "needs/intake.html", draft=current_clock().new_id(), saved=None, conflict=False, **WORDS)


@get("/needs/{need:uuid}/edit")
async def edit_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """The intake, as far as it has come."""
    saved = await need_page(id=need, by=by)
    if saved.state != "draft":
        return redirect(f"/needs/{need}")
    return page(request, "needs/intake.html", draft=need, saved=saved, conflict=False, **WORDS)


@post("/needs/drafts")
async def save_draft(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep the intake half-done; the script calls this too, and goes on with the version it is told."""
    form = await read_form(request)
    try:
        draft = form.parse(NeedDraft)
        done = await operations.save_draft(draft=draft, by=by)
    except Refusal as refusal:
        return await _intake_again(request, form, refusal, by=by)
    if "x-autosave" in request.headers:
        return Response(None, status_code=204, headers={"x-version": str(done.version)})
    return redirect("/")


@post("/needs")
async def submit_need(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Send the intake, with a paper where one was chosen."""
    form = await read_form(request)
    try:
        intake, papers = form.parse(NeedIntake), await paper_in(form)
        act = partial(operations.submit_need, intake=intake, papers=papers, by=by)
        done = await once(by, form.keyed("submit_need"), act)
    except Refusal as refusal:
        return await _intake_again(request, form, refusal, by=by)
    return redirect(f"/needs/{done.id}")


@get("/needs/{need:uuid}")
async def show_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """A need and what can be done with it next."""
    return await show(request, by, need)


@post("/needs/{need:uuid}/hearings")
async def record_hearing(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Note what was learnt."""
    form = await read_form(request)
    try:
        act = partial(operations.record_hearing, id=need, hearing=hearing_in(form), by=by)
        await once(by, form.keyed("record_hearing"), act)
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/triage")
async def triage_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Decide what kind of help fits."""
    form = await read_form(request)
    try:
        choice = form.parse(TriageChoice)
        await once(by, form.keyed("triage_need"), partial(operations.triage_need, id=need, choice=choice, by=by))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/requirement")
async def set_requirement(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Make it matchable."""
    form = await read_form(request)
    try:
        requirement = form.parse(RequirementForm).requirement()
        act = partial(operations.set_requirement, id=need, requirement=requirement, by=by)
        await once(by, form.keyed("set_requirement"), act)
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/withdrawal")
async def withdraw_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Take it back."""
    form = await read_form(request)
    try:
        told = form.parse(Reason)
        act = partial(operations.withdraw_need, id=need, reason=told.reason, version=told.version, by=by)
        await once(by, form.keyed("withdraw_need"), act)
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/referral")
async def refer_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Point to another scheme."""
    form = await read_form(request)
    try:
        referral = form.parse(Referral)
        await once(by, form.keyed("refer_need"), partial(operations.refer_need, id=need, referral=referral, by=by))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/hold")
async def hold_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Set aside for now."""
    form = await read_form(request)
    try:
        hold = form.parse(Hold)
        await once(by, form.keyed("hold_need"), partial(operations.hold_need, id=need, by=by, **hold.model_dump()))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/review")
async def review_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Say what came of it."""
    form = await read_form(request)
    try:
        review = form.parse(Review)
        await once(by, form.keyed("review_need"), partial(operations.review_need, id=need, review=review, by=by))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/closing")
async def close_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """End it."""
    form = await read_form(request)
    try:
        version = form.parse(Closing).version
        await once(by, form.keyed("close_need"), partial(operations.close_need, id=need, version=version, by=by))
    except Refusal as refusal:
        return await need_again(request, by, need, form, refusal)
    return redirect(f"/needs/{need}")


async def _intake_again(request: PageRequest, form: Form, refusal: Refusal, *, by: Viewer) -> Response[Any]:
    conflict = refusal.status == 409
    kept = await _kept(form.parse(NeedDraft).draft, by) if conflict else None
    return page(
        request, "needs/intake.html", status=refusal.status, draft=form.first("draft"), saved=kept, conflict=conflict,
        form=form, problem=Problem.of(refusal), **WORDS,
    )  # fmt: skip


async def _kept(id: UUID, by: Viewer) -> NeedPage | None:
    try:
        return await need_page(id=id, by=by)
    except NotFound:
        return None


HANDLERS: Sequence[Any] = (
    list_schemes, new_need, edit_need, save_draft, submit_need, show_need, record_hearing, triage_need,
    set_requirement, withdraw_need, refer_need, hold_need, review_need, close_need,
)  # fmt: skip
