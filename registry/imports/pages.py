"""The HTML door of imports: upload, preview, take in; templates, exports and the rows that stay out."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import NotFound, Refusal, RuleBroken
from foundation.files.sniffing import MediaType
from foundation.jobs.progress import progress_of
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, download, page, redirect
from registry.imports import operations
from registry.imports.access import kinds_for
from registry.imports.importers import IMPORTERS
from registry.imports.queries import ENDINGS, export, preview, rejects, template, upload_of, uploads
from registry.imports.rules import STATES, WHAT, Kind
from registry.imports.schemas import KindChoice

TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": MediaType.XLSX.value}


@get("/imports")
async def list_imports(request: PageRequest, by: NamedDependency[Viewer], kind: FromQuery[str] = "") -> Response[Any]:
    """Where a file is uploaded, and those uploaded before."""
    return await _imports(request, by, kind)


@get("/imports/templates/{kind:str}/{ending:str}")
async def show_template(kind: FromPath[str], ending: FromPath[str]) -> Response[bytes]:
    """An empty file of the kind."""
    of = _known(kind, ending)
    name = f"{IMPORTERS[of].name}の様式.{ending}"
    return download(template(of, ending), media_type=TYPES[ending], filename=name)


@get("/exports/{kind:str}/{ending:str}")
async def show_export(by: NamedDependency[Viewer], kind: FromPath[str], ending: FromPath[str]) -> Response[bytes]:
    """What the body keeps of a kind, in the columns of the template."""
    of = _known(kind, ending)
    content = await export(kind=of, ending=ending, by=by)
    return download(content, media_type=TYPES[ending], filename=f"{IMPORTERS[of].name}.{ending}")


@post("/imports")
async def upload_file(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep a file for its preview."""
    form = await read_form(request)
    try:
        kind = form.parse(KindChoice).kind
        file = form.files.get("table")
        content = await file.read() if file else b""
        if file is None or not content:
            raise RuleBroken("ファイルを選んでください。まだ何も取り込んでいません。", field="table")
        done = await operations.upload_file(kind=kind, filename=file.filename, content=content, by=by)
    except Refusal as refusal:
        return await _imports(request, by, form.first("kind"), form=form, refusal=refusal)
    return redirect(f"/imports/{done.id}")


@get("/imports/{upload:uuid}")
async def show_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """What taking it in would do, how far that is, or what came of it."""
    return await _import(request, by, upload)


@get("/imports/{upload:uuid}/rejects")
async def show_rejects(by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[bytes]:
    """The rows that stay out, to be put right and uploaded again."""
    content = await rejects(id=upload, by=by)
    return download(content, media_type=TYPES["csv"], filename="取り込めなかった行.csv")


@post("/imports/{upload:uuid}/application")
async def apply_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """Have the sound rows taken in."""
    form = await read_form(request)
    try:
        act = partial(operations.request_application, id=upload, by=by)
        await once(by, form.keyed("request_application"), act)
    except Refusal as refusal:
        return await _import(request, by, upload, refusal=refusal)
    return redirect(f"/imports/{upload}")


@post("/imports/{upload:uuid}/cancellation")
async def cancel_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """Stop after the rows at hand."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("call_off"), partial(operations.call_off, id=upload, by=by))
    except Refusal as refusal:
        return await _import(request, by, upload, refusal=refusal)
    return redirect(f"/imports/{upload}")


async def _imports(
    request: PageRequest, by: Viewer, kind: str, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    kinds = kinds_for(by)
    chosen = next((one for one in kinds if one == kind), next(iter(kinds), None))
    return page(
        request, "imports/list.html", status=refusal.status if refusal else 200, uploads=await uploads(by=by),
        kinds=kinds, chosen=chosen, importers=IMPORTERS, states=STATES, form=form,
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def _import(request: PageRequest, by: Viewer, id: UUID, *, refusal: Refusal | None = None) -> Response[Any]:
    row = await upload_of(id=id, by=by)
    return page(
        request, "imports/show.html", status=refusal.status if refusal else 200, upload=row,
        importer=IMPORTERS[Kind(row.kind)], preview=await preview(id=id, by=by) if row.open else None, what_words=WHAT,
        progress=await progress_of(id=row.progress, by=by) if row.progress else None,
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


def _known(kind: str, ending: str) -> Kind:
    if kind not in set(Kind) or ending not in ENDINGS:
        raise NotFound
    return Kind(kind)


HANDLERS: Sequence[Any] = (
    list_imports, show_template, show_export, upload_file, show_import, show_rejects, apply_import, cancel_import,
)  # fmt: skip
