"""Questions about files on their way in: read again from the kept bytes each time."""

import asyncio
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.files.store import open_file
from foundation.text.sheet_shape import CellError as FoundError
from foundation.text.sheet_shape import Sheet
from foundation.text.tabular import TableUnreadable, read_table, write_csv, write_xlsx
from registry.imports.access import may_bring_in, uploads_visible_to
from registry.imports.importers import IMPORTERS
from registry.imports.rules import Kind
from registry.imports.schemas import CellError, ImportRow, Preview, PreviewRow
from registry.imports.tables import ImportFile

WHY: Final = "直すところ"
LIST: Final = [column for column in ImportFile.all_columns() if column._meta.name in ImportRow.__struct_fields__]
ENDINGS: Final = ("csv", "xlsx")


async def uploads(*, by: Viewer, limit: int = 20) -> list[ImportRow]:
    """Files that the viewer's body sent, latest first."""
    async with reading(by):
        rows = (
            await ImportFile.select(*LIST)
            .where(uploads_visible_to(by))
            .order_by(ImportFile.uploaded_at, ImportFile.id, ascending=False)
            .limit(limit)
        )
        return [convert(row, ImportRow) for row in rows]


async def upload_of(*, id: UUID, by: Viewer) -> ImportRow:
    """One of them. Raises `NotFound`."""
    async with reading(by):
        rows = await ImportFile.select(*LIST).where(uploads_visible_to(by) & (ImportFile.id == id))
        if not rows:
            raise NotFound
        return convert(rows[0], ImportRow)


async def sheet_of(*, id: UUID, by: Viewer) -> Sheet[Any]:
    """What an uploaded file holds. Raises `NotFound`."""
    async with reading(by):
        row = await upload_of(id=id, by=by)
        files = await ImportFile.select(ImportFile.file).where(uploads_visible_to(by) & (ImportFile.id == id))
        kept = await open_file(id=files[0]["file"], by=by)
    return await sheet_in(content=kept.content, filename=row.filename, kind=Kind(row.kind), by=by)


async def sheet_in(*, content: bytes, filename: str, kind: Kind, by: Viewer) -> Sheet[Any]:
    """What a file holds. Raises `RuleBroken` where it cannot be read at all."""
    try:
        table = await asyncio.to_thread(read_table, content, filename)
        return await IMPORTERS[kind].read(table, by)
    except TableUnreadable as error:
        raise RuleBroken(str(error), field="table") from error


async def preview(*, id: UUID, by: Viewer) -> Preview:
    """What taking in an uploaded file would do, and what is wrong with it by row and column."""
    row = await upload_of(id=id, by=by)
    importer, sheet = IMPORTERS[Kind(row.kind)], await sheet_of(id=id, by=by)
    what = await importer.sort_out(sheet.rows, by)
    rows = []
    for one in sheet.rows:
        name, note = importer.shown(one)
        rows.append(PreviewRow(one.row_number, one.key, name, what[one.key], note))
    return Preview(row, rows, _cells(sheet.errors), _cells(sheet.remarks), len(sheet.rejects))


async def rejects(*, id: UUID, by: Viewer) -> bytes:
    """The rows that stay out, as a CSV of the same columns with what to put right beside each."""
    sheet = await sheet_of(id=id, by=by)
    why: dict[int, list[str]] = {}
    for error in sheet.errors:
        why.setdefault(error.row_number, []).append(f"{error.column}：{error.sentence}")
    width = len(sheet.header)
    rows = [[*cells[:width], " ".join(why.get(number, []))] for number, cells in sheet.rejects.items()]
    return write_csv([*sheet.header, WHY], rows)


def template(kind: Kind, ending: str) -> bytes:
    """An empty file of a kind's columns, `csv` or `xlsx`."""
    importer = IMPORTERS[kind]
    headings = [column.heading for column in importer.columns]
    return write_csv(headings, []) if ending == "csv" else write_xlsx(headings, [], sheet=importer.name)


async def export(*, kind: Kind, ending: str, by: Viewer) -> bytes:
    """What the viewer's body keeps of a kind, in the columns of the template. Raises `NotAllowed`."""
    if refusal := may_bring_in(by, kind):
        raise NotAllowed(refusal)
    importer = IMPORTERS[kind]
    headings, rows = [column.heading for column in importer.columns], await importer.cells(by)
    if ending == "csv":
        return await asyncio.to_thread(write_csv, headings, rows)
    return await asyncio.to_thread(write_xlsx, headings, rows, sheet=importer.name)


def _cells(errors: tuple[FoundError, ...]) -> list[CellError]:
    return [CellError(error.row_number, error.column, error.sentence) for error in errors]
