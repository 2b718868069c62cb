"""The HTML door of what people change about each other's records: history, correction requests, joining by code."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Conflict, NotAllowed, NotFound, Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.members.access import PARTS
from registry.members.corrections import APPLIED, ask_correction, decide_correction
from registry.members.dossiers import dossier
from registry.members.histories import corrections, history
from registry.members.joining import join_by_code
from registry.members.pages import WORDS
from registry.members.record_pages import ONLY_KEPT
from registry.members.record_schemas import CodeTyped, CorrectionDecision, NewCorrection

VERBS = {
    "register_member": "登録", "edit_member": "内容の変更", "edit_own_contacts": "本人による変更",
    "offer_days": "日数", "set_wishes": "町の希望", "add_experience": "経歴を加えた", "edit_experience": "経歴を直した",
    "remove_experience": "経歴を外した", "add_certification": "資格を加えた", "edit_certification": "資格を直した",
    "remove_certification": "資格を外した", "pause_member": "お休みの登録", "resume_member": "お休みの終わり",
    "pause": "お休みに入った", "resume": "お休みが明けた", "end_membership": "人材プールを離れた",
    "state_skill": "スキル", "edit_terms": "働く条件", "attach_document": "書類を付けた",
    "remove_document": "書類を外した", "decide_correction": "訂正の依頼による変更",
    "join_by_code": "人材プールに入った", "merge_members": "登録の統合",
}  # fmt: skip
"""What a verb of the history is called."""


@get("/members/{member:uuid}/history")
async def show_history(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """What changed of the person, by whom, field by field."""
    changes = await history(member=member, by=by)
    return await _desk(request, by, member, "history", changes=changes, verbs=VERBS)


@get("/members/{member:uuid}/corrections")
async def show_corrections(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Correction requests between the person and the acting body."""
    return await _corrections(request, by, member)


@post("/members/{member:uuid}/corrections")
async def send_correction(request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID]) -> Response[Any]:
    """Ask the other side to change a field."""
    form = await read_form(request)
    try:
        new = form.parse(NewCorrection)
        await once(by, form.keyed("ask_correction"), partial(ask_correction, member=member, new=new, by=by))
    except NotFound:
        raise
    except Refusal as refusal:
        return await _corrections(request, by, member, form=form, refusal=refusal)
    return redirect(f"/members/{member}/corrections")


@post("/members/{member:uuid}/corrections/{correction:uuid}/decision")
async def decide(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], correction: FromPath[UUID]
) -> Response[Any]:
    """Accept or refuse a correction request."""
    form = await read_form(request)
    try:
        said = form.parse(CorrectionDecision)
        act = partial(decide_correction, member=member, id=correction, decision=said, by=by)
        await once(by, form.keyed("decide_correction"), act)
    except NotFound:
        raise
    except Refusal as refusal:
        return await _corrections(request, by, member, form=form, refusal=refusal)
    return redirect(f"/members/{member}/corrections")


@get("/joining")
async def show_joining(request: PageRequest) -> Response[Any]:
    """Where a pool types the code that a person handed over."""
    return page(request, "members/joining.html")


@post("/joining")
async def join(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Take the person of a code into the pool."""
    form = await read_form(request)
    try:
        done = await once(by, form.keyed("join"), partial(join_by_code, typed=form.parse(CodeTyped), by=by))
    except Refusal as refusal:
        problem = Problem.of(refusal)
        return page(request, "members/joining.html", status=refusal.status, form=form, problem=problem)
    return redirect(f"/members/{done.id}")


async def _corrections(
    request: PageRequest, by: Viewer, member: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    rows = await corrections(member=member, by=by)
    return await _desk(
        request, by, member, "corrections", rows=rows, side="member" if by.is_member(member) else "pool",
        applied=APPLIED, form=form, refusal=refusal,
    )  # fmt: skip


async def _desk(
    request: PageRequest,
    by: Viewer,
    member: UUID,
    part: str,
    *,
    form: Form | None = None,
    refusal: Refusal | None = None,
    **more: Any,
) -> Response[Any]:
    seen = await dossier(id=member, by=by)
    if seen.own is None or seen.profile is None:
        raise NotFound if refusal else NotAllowed(ONLY_KEPT)
    return page(
        request, f"members/{part}.html", status=refusal.status if refusal else 200, profile=seen.profile, own=seen.own,
        yourself=by.is_member(member), part=part, parts=PARTS, form=form,
        problem=Problem.of(refusal) if refusal else None, stale=isinstance(refusal, Conflict), **WORDS, **more,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_history, show_corrections, send_correction, decide, show_joining, join)
