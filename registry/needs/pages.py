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
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.capacity.rules import FORMS
from registry.needs import operations, rules
from registry.needs.access import may_ask_for, may_handle
from registry.needs.queries import hearings_of, need_page, requirements
from registry.needs.schemas import (
    HearingRecord,
    NeedDraft,
    NeedIntake,
    NeedPage,
    Reason,
    RequirementForm,
    TriageChoice,
)
from registry.skills.queries import skills_of_scheme
from registry.skills.rules import LEVELS, ROLE_GLOSSES, ROLES

WORDS: dict[str, Any] = {
    "life": rules.LIFE, "themes": rules.THEMES, "urgencies": rules.URGENCIES, "triages": rules.TRIAGES,
    "means": rules.MEANS, "roles": ROLES, "role_glosses": ROLE_GLOSSES, "levels": LEVELS, "forms": FORMS,
    "step_of": rules.STEP_OF, "moves": rules.MOVES, "field_names": rules.FIELD_NAMES,
}  # fmt: skip


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
    """Keep the intake half-done; the script calls this too."""
    form = await read_form(request)
    try:
        draft = form.parse(NeedDraft)
        await operations.save_draft(draft=draft, by=by)
    except Refusal as refusal:
        return _intake_again(request, form, refusal)
    if "x-autosave" in request.headers:
        return Response(None, status_code=204)
    return redirect("/")


@post("/needs")
async def submit_need(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Send the intake."""
    form = await read_form(request)
    try:
        intake = form.parse(NeedIntake)
        done = await once(by, form.keyed("submit_need"), partial(operations.submit_need, intake=intake, by=by))
    except Refusal as refusal:
        return _intake_again(request, form, refusal)
    return redirect(f"/needs/{done.id}")


@get("/needs/{need:uuid}")
async def show_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """A need and what can be done with it next."""
    return await _need(request, by, need)


@post("/needs/{need:uuid}/hearings")
async def record_hearing(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Note what was learnt."""
    form = await read_form(request)
    try:
        hearing = form.parse(HearingRecord)
        act = partial(operations.record_hearing, id=need, hearing=hearing, by=by)
        await once(by, form.keyed("record_hearing"), act)
    except Refusal as refusal:
        return await _need(request, by, need, form=form, refusal=refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/triage")
async def triage_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Decide what kind of help fits."""
    form = await read_form(request)
    try:
        choice = form.parse(TriageChoice)
        await once(by, form.keyed("triage_need"), partial(operations.triage_need, id=need, choice=choice, by=by))
    except Refusal as refusal:
        return await _need(request, by, need, form=form, refusal=refusal)
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
        return await _need(request, by, need, form=form, refusal=refusal)
    return redirect(f"/needs/{need}")


@post("/needs/{need:uuid}/withdrawal")
async def withdraw_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Take it back."""
    return await _with_reason(request, by, need, "withdraw_need")


@post("/needs/{need:uuid}/referral")
async def refer_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Point to another scheme."""
    return await _with_reason(request, by, need, "refer_need")


@post("/needs/{need:uuid}/hold")
async def hold_need(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Set aside for now."""
    return await _with_reason(request, by, need, "hold_need")


async def _with_reason(request: PageRequest, by: Viewer, need: UUID, verb: str) -> Response[Any]:
    form = await read_form(request)
    operation = {"withdraw_need": operations.withdraw_need, "refer_need": operations.refer_need,
                 "hold_need": operations.hold_need}[verb]  # fmt: skip
    try:
        reason = form.parse(Reason).reason
        await once(by, form.keyed(verb), partial(operation, id=need, reason=reason, by=by))
    except Refusal as refusal:
        return await _need(request, by, need, form=form, refusal=refusal)
    return redirect(f"/needs/{need}")


async def _need(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    need = await need_page(id=id, by=by)
    return page(
        request, "needs/show.html", status=refusal.status if refusal else 200, need=need,
        hearings=await hearings_of(need=id, by=by), requirement=(await requirements(ids=[id], by=by)).get(id),
        skills=await skills_of_scheme() if not may_handle(by, need) else [],
        verbs={row.verb for row in rules.LIFE.open_to(by, need.state)},
        handles=not may_handle(by, need), asks=not may_ask_for(by, need), mover=_mover(need),
        form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


def _mover(need: NeedPage) -> str:
    who, _ = rules.MOVES[need.state]
    return {"town": need.municipality_name, "prefecture": need.prefecture_name, "nobody": "—"}[who]


def _intake_again(request: PageRequest, form: Form, refusal: Refusal) -> Response[Any]:
    return page(
        request, "needs/intake.html", status=refusal.status, draft=form.first("draft"), saved=None,
        form=form, problem=Problem.of(refusal), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    new_need, edit_need, save_draft, submit_need, show_need, record_hearing, triage_need, set_requirement,
    withdraw_need, refer_need, hold_need,
)  # fmt: skip
