"""Files sent and taken in as the product does it: the worker's task is run on what was queued."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.text.tabular import write_csv
from registry.imports.operations import request_application, upload_file
from registry.imports.queries import upload_of
from registry.imports.rules import Kind
from registry.imports.schemas import ImportRow
from registry.imports.tasks import apply_import


async def sent(
    *rows: list[str], header: list[str], by: Viewer, kind: Kind = Kind.MEMBERS, filename: str = "表.csv"
) -> UUID:
    """A CSV of these rows, uploaded."""
    content = write_csv(header, rows)
    return (await upload_file(kind=kind, filename=filename, content=content, by=by)).id


async def taken_in(id: UUID, *, by: Viewer) -> ImportRow:
    """Asked for, and done by the worker."""
    await request_application(id=id, by=by)
    await apply_import(str(id), str(by.account), str(by.organisation))
    return await upload_of(id=id, by=by)


async def imported(*rows: list[str], header: list[str], by: Viewer, kind: Kind = Kind.MEMBERS) -> ImportRow:
    """Both: what came of it."""
    return await taken_in(await sent(*rows, header=header, by=by, kind=kind), by=by)


def counts(row: ImportRow) -> tuple[int, int, int, int]:
    """New, changed, as they were, left out."""
    return row.added, row.changed, row.unchanged, row.left_out
