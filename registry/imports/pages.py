"""The HTML door of imports: upload, preview, take in; for both doors the files that go out."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.errors import NotFound
from foundation.files.sniffing import MediaType
from foundation.jobs.progress import progress_of
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from registry.imports import operations
from registry.imports.access import kinds_for
from registry.imports.importers import IMPORTERS
from registry.imports.queries import ENDINGS, export, preview, rejects, template, upload_of, uploads
from registry.imports.rules import STATES, WHAT, Kind
from registry.imports.schemas import KindChoice

NO_FILE: Final = "ファイルを選んでください。まだ何も取り込んでいません。"
TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": MediaType.XLSX.value}


@get("/imports")
async def list_imports(request: PageRequest, by: NamedDependency[Viewer], kind: FromQuery[str] = "") -> Response[Any]:
    """Where a file is uploaded, and those uploaded before."""
    return await _imports(request, by, kind)


@get(["/imports/templates/{kind:str}/{ending:str}", "/api/v1/imports/templates/{kind:str}/{ending:str}"])
async def show_template(kind: FromPath[str], ending: FromPath[str]) -> Response[bytes]:
    """An empty file of the kind."""
    of = _known(kind, ending)
    name = f"{IMPORTERS[of].name}の様式.{ending}"
    return download(template(of, ending), media_type=TYPES[ending], filename=name)


@get(["/exports/{kind:str}/{ending:str}", "/api/v1/exports/{kind:str}/{ending:str}"])
async def show_export(by: NamedDependency[Viewer], kind: FromPath[str], ending: FromPath[str]) -> Response[bytes]:
    """What the body keeps of a kind, in the columns of the template."""
    of = _known(kind, ending)
    content = await export(kind=of, ending=ending, by=by)
    return download(content, media_type=TYPES[ending], filename=f"{IMPORTERS[of].name}.{ending}")


@post("/imports")
async def upload_file(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep a file for its preview."""

    async def act(form: Form) -> Done:
        kind = form.parse(KindChoice).kind
        name, content = await form.chosen("table", NO_FILE)
        return await operations.upload_file(kind=kind, filename=name, content=content, by=by)

    async def again(refused: Refused) -> Response[Any]:
        return await _imports(request, by, refused.form.first("kind"), refused)

    return await sent(request, by, act, onward=lambda done: f"/imports/{done.id}", again=again)


@get("/imports/{upload:uuid}")
async def show_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """What taking it in would do, how far that is, or what came of it."""
    return await _import(request, by, upload)


@get(["/imports/{upload:uuid}/rejects", "/api/v1/imports/{upload:uuid}/rejects"])
async def show_rejects(by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[bytes]:
    """The rows that stay out, to be put right and uploaded again."""
    content = await rejects(id=upload, by=by)
    return download(content, media_type=TYPES["csv"], filename="取り込めなかった行.csv")


@post("/imports/{upload:uuid}/application")
async def apply_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """Have the sound rows taken in."""
    return await sent(
        request, by, lambda _: operations.request_application(id=upload, by=by),
        onward=f"/imports/{upload}", again=partial(_import, request, by, upload),
    )  # fmt: skip


@post("/imports/{upload:uuid}/cancellation")
async def cancel_import(request: PageRequest, by: NamedDependency[Viewer], upload: FromPath[UUID]) -> Response[Any]:
    """Stop after the rows at hand."""
    return await sent(
        request, by, lambda _: operations.call_off(id=upload, by=by),
        onward=f"/imports/{upload}", again=partial(_import, request, by, upload),
    )  # fmt: skip


async def _imports(request: PageRequest, by: Viewer, kind: str, refused: Refused | None = None) -> Response[Any]:
    kinds = kinds_for(by)
    chosen = next((one for one in kinds if one == kind), next(iter(kinds), None))
    return page(
        request, "imports/list.html", uploads=await uploads(by=by), kinds=kinds, chosen=chosen, importers=IMPORTERS,
        states=STATES, refused=refused,
    )  # fmt: skip


async def _import(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await upload_of(id=id, by=by)
    return page(
        request, "imports/show.html", upload=row, refused=refused,
        importer=IMPORTERS[Kind(row.kind)], preview=await preview(id=id, by=by) if row.open else None, what_words=WHAT,
        progress=await progress_of(id=row.progress, by=by) if row.progress else None,
    )  # fmt: skip


def _known(kind: str, ending: str) -> Kind:
    if kind not in set(Kind) or ending not in ENDINGS:
        raise NotFound
    return Kind(kind)


HANDLERS: Sequence[Any] = (
    list_imports, show_template, show_export, upload_file, show_import, show_rejects, apply_import, cancel_import,
)  # fmt: skip
