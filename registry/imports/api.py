"""The JSON door of imports: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.imports import operations
from registry.imports.queries import preview, upload_of, uploads
from registry.imports.schemas import FileUpload, ImportRow, Preview

Key = NamedDependency[Keyed | None]


class WholeImport(Struct, frozen=True):
    """A file, and while it may still be taken in what that would do."""

    upload: ImportRow
    preview: Preview | None


@get("/api/v1/imports")
async def list_imports(by: NamedDependency[Viewer]) -> list[ImportRow]:
    """Files sent before."""
    return await uploads(by=by)


@post("/api/v1/imports")
async def upload_file(by: NamedDependency[Viewer], data: JSONBody[FileUpload], keyed: Key) -> Done:
    """Keep a file for its preview."""
    act = partial(operations.upload_file, kind=data.kind, filename=data.filename, content=data.content, by=by)
    return await once(by, keyed, act)


@get("/api/v1/imports/{upload:uuid}")
async def show_import(by: NamedDependency[Viewer], upload: FromPath[UUID]) -> WholeImport:
    """What taking it in would do, how far that is, or what came of it."""
    row = await upload_of(id=upload, by=by)
    return WholeImport(row, await preview(id=upload, by=by) if row.open else None)


@post("/api/v1/imports/{upload:uuid}/application")
async def apply_import(by: NamedDependency[Viewer], upload: FromPath[UUID], keyed: Key) -> Done:
    """Have the sound rows taken in by the worker."""
    return await once(by, keyed, partial(operations.request_application, id=upload, by=by))


@post("/api/v1/imports/{upload:uuid}/cancellation")
async def cancel_import(by: NamedDependency[Viewer], upload: FromPath[UUID], keyed: Key) -> Done:
    """Stop after the rows at hand."""
    return await once(by, keyed, partial(operations.call_off, id=upload, by=by))


HANDLERS: Sequence[Any] = (list_imports, upload_file, show_import, apply_import, cancel_import)
