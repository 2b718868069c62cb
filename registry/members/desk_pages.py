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
from foundation.errors import NotAllowed, NotFound
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
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
    return await sent(
        request, by, lambda form: ask_correction(member=member, new=form.parse(NewCorrection), by=by),
        onward=f"/members/{member}/corrections", again=partial(_corrections, request, by, member),
    )  # fmt: skip


@post("/members/{member:uuid}/corrections/{correction:uuid}/decision")
async def decide(
    request: PageRequest, by: NamedDependency[Viewer], member: FromPath[UUID], correction: FromPath[UUID]
) -> Response[Any]:
    """Accept or refuse a correction request."""
    return await sent(
        request, by,
        lambda form: decide_correction(member=member, id=correction, decision=form.parse(CorrectionDecision), by=by),
        onward=f"/members/{member}/corrections", again=partial(_corrections, request, by, member),
    )  # fmt: skip


@get("/joining")
async def show_joining(request: PageRequest) -> Response[Any]:
    """Where a pool types the code that a person handed over."""
    return page(request, "members/joining.html")


@post("/joining")
async def join(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Take the person of a code into the pool."""

    async def again(refused: Refused) -> Response[Any]:
        return page(request, "members/joining.html", refused=refused)

    return await sent(
        request, by, lambda form: join_by_code(typed=form.parse(CodeTyped), by=by),
        onward=lambda done: f"/members/{done.id}", again=again,
    )  # fmt: skip


async def _corrections(request: PageRequest, by: Viewer, member: UUID, refused: Refused | None = None) -> Response[Any]:
    rows = await corrections(member=member, by=by)
    return await _desk(
        request, by, member, "corrections", rows=rows, side="member" if by.is_member(member) else "pool",
        applied=APPLIED, refused=refused,
    )  # fmt: skip


async def _desk(
    request: PageRequest,
    by: Viewer,
    member: UUID,
    part: str,
    *,
    refused: Refused | None = None,
    **more: Any,
) -> Response[Any]:
    seen = await dossier(id=member, by=by)
    if seen.own is None or seen.profile is None:
        raise NotFound if refused else NotAllowed(ONLY_KEPT)
    return page(
        request, f"members/{part}.html", profile=seen.profile, own=seen.own, yourself=by.is_member(member), part=part,
        parts=PARTS, refused=refused, **WORDS, **more,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_history, show_corrections, send_correction, decide, show_joining, join)
