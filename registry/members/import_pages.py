"""The HTML door of rosters: upload, preview, apply; the template and the rows that stay out."""

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
from foundation.errors import NotFound, Refusal, RuleBroken
from foundation.files.sniffing import MediaType
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, download, page, redirect
from registry.members import imports as operations
from registry.members.previews import column_help, imports, rejects, roster_preview, template

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": MediaType.XLSX.value}


@get("/members/imports")
async def list_imports(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Where a roster is uploaded, and those uploaded before."""
    return await _imports(request, by)


@get("/members/imports/template/{kind:str}")
async def show_template(kind: FromPath[str]) -> Response[bytes]:
    """An empty roster."""
    if kind not in KINDS:
        raise NotFound
    return download(template(kind), media_type=KINDS[kind], filename=f"人材名簿の様式.{kind}")


@post("/members/imports")
async def upload_roster(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep a roster for its preview."""
    form = await read_form(request)
    try:
        file = form.files.get("roster")
        content = await file.read() if file else b""
        if file is None or not content:
            raise RuleBroken("ファイルを選んでください。まだ何も取り込んでいません。", field="roster")
        done = await operations.upload_roster(filename=file.filename, content=content, by=by)
    except Refusal as refusal:
        return await _imports(request, by, form=form, refusal=refusal)
    return redirect(f"/members/imports/{done.id}")


@get("/members/imports/{roster:uuid}")
async def show_preview(request: PageRequest, by: NamedDependency[Viewer], roster: FromPath[UUID]) -> Response[Any]:
    """What applying would do, and what is wrong by row and column."""
    return await _preview(request, by, roster)


@post("/members/imports/{roster:uuid}/application")
async def apply_roster(request: PageRequest, by: NamedDependency[Viewer], roster: FromPath[UUID]) -> Response[Any]:
    """Take in the sound rows."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("apply_roster"), partial(operations.apply_roster, id=roster, by=by))
    except Refusal as refusal:
        return await _preview(request, by, roster, refusal=refusal)
    return redirect(f"/members/imports/{roster}")


@get("/members/imports/{roster:uuid}/rejects")
async def show_rejects(by: NamedDependency[Viewer], roster: FromPath[UUID]) -> Response[bytes]:
    """The rows that stay out, to be put right and uploaded again."""
    content = await rejects(id=roster, by=by)
    return download(content, media_type=KINDS["csv"], filename="取り込めなかった行.csv")


async def _imports(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    return page(
        request, "members/imports.html", status=refusal.status if refusal else 200, imports=await imports(by=by),
        columns=column_help(), form=form, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def _preview(request: PageRequest, by: Viewer, roster: UUID, *, refusal: Refusal | None = None) -> Response[Any]:
    return page(
        request, "members/preview.html", status=refusal.status if refusal else 200,
        preview=await roster_preview(id=roster, by=by), problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_imports, show_template, upload_roster, show_preview, apply_roster, show_rejects,
)  # fmt: skip
