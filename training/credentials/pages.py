"""The HTML door of badges: one's own, one that is shown, and checking any."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.errors import Refusal, RuleBroken
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from training.credentials import operations
from training.credentials.access import may_revoke
from training.credentials.downloads import badge_file
from training.credentials.queries import badge, badges, check, claimable
from training.credentials.rules import KINDS
from training.credentials.schemas import BadgeAsked, Checked, Checking, Revocation, Sharing

LARGEST: int = 64 * 1024


@get("/credentials")
async def list_badges(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """One's own badges and what one could have one of; for a body those it stands behind."""
    return await _list(request, by)


@post("/credentials")
async def make_badge(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Make a badge."""
    return await sent(
        request, by, lambda form: operations.make_badge(asked=form.parse(BadgeAsked), by=by),
        onward=lambda done: f"/credentials/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/credentials/check")
async def checking(request: PageRequest) -> Response[Any]:
    """Where anybody checks a badge."""
    return page(request, "credentials/check.html", checked=None)


@post("/credentials/check", status_code=200)
async def check_badge(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What a badge is worth, pasted or as a file."""
    form = await read_form(request)
    checked: Checked | None = None
    refused: Refused | None = None
    try:
        checked = await check(checking=await _given(form), by=by)
    except Refusal as refusal:
        refused = Refused(form, refusal)
    return page(request, "credentials/check.html", refused=refused, checked=checked, form=form)


@get("/credentials/{badge_id:uuid}")
async def show_badge(request: PageRequest, by: NamedDependency[Viewer], badge_id: FromPath[UUID]) -> Response[Any]:
    """One badge: to its holder, its body, and with the link to anybody where it is shared."""
    return await _badge(request, by, badge_id)


@get("/credentials/{badge_id:uuid}/file/{ending:str}")
async def download_badge(
    by: NamedDependency[Viewer], badge_id: FromPath[UUID], ending: FromPath[str]
) -> Response[bytes]:
    """The badge as .jwt or .json."""
    return badge_file(await badge(id=badge_id, by=by), ending)


@post("/credentials/{badge_id:uuid}/sharing")
async def share(request: PageRequest, by: NamedDependency[Viewer], badge_id: FromPath[UUID]) -> Response[Any]:
    """Let anybody with the link read it, or no longer."""
    return await sent(
        request, by, lambda form: operations.share_badge(id=badge_id, sharing=form.parse(Sharing), by=by),
        onward=f"/credentials/{badge_id}", again=partial(_badge, request, by, badge_id),
    )  # fmt: skip


@post("/credentials/{badge_id:uuid}/revocation")
async def revoke(request: PageRequest, by: NamedDependency[Viewer], badge_id: FromPath[UUID]) -> Response[Any]:
    """Take it back."""
    return await sent(
        request, by, lambda form: operations.revoke_badge(id=badge_id, revocation=form.parse(Revocation), by=by),
        onward=f"/credentials/{badge_id}", again=partial(_badge, request, by, badge_id),
    )  # fmt: skip


async def _given(form: Form) -> Checking:
    file: UploadFile | None = form.files.get("file")
    content = await file.read(LARGEST + 1) if file is not None else b""
    if len(content) > LARGEST:
        raise RuleBroken("ファイルが大きすぎます。バッジのファイル（.jwt か .json）を選んでください。", field="file")
    if content:
        typed = Form(form.path, {**form.values, "badge": [content.decode("utf-8", "replace")]}, form.files, form.body)
        return typed.parse(Checking)
    return form.parse(Checking)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "credentials/list.html", refused=refused, badges=await badges(by=by), kinds=KINDS,
        claimable=await claimable(by=by) if by.member is not None else [],
    )  # fmt: skip


async def _badge(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await badge(id=id, by=by)
    checked = await check(checking=Checking(badge=row.signed), by=by)
    return page(
        request, "credentials/show.html", refused=refused, badge=row, checked=checked, own=by.is_member(row.member),
        revokes=row.revoked_on is None and may_revoke(by, row) is None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_badges, make_badge, checking, check_badge, show_badge, download_badge, share, revoke,
)  # fmt: skip
