"""The worker's part: rows go in a few hundred at a time, each time in one transaction with the count of those in.

The file's own row is locked meanwhile: two workers, or a worker and somebody who calls it off, take turns. A killed
worker leaves whole chunks; the next one goes on after them. Part of `operations`.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.jobs.progress import fail_progress, finish_progress, step_progress
from foundation.text.sheet_shape import Sheet, SheetRow
from registry.imports.access import RIGHT_OF
from registry.imports.importers import IMPORTERS
from registry.imports.operations import begin_waiting, upload_file
from registry.imports.queries import preview, sheet_of, upload_of
from registry.imports.rules import CHUNK, Kind
from registry.imports.schemas import ImportRow, Preview

LOCK: Final = """
select kind, progress, done from import_file
where id = $1 and owner = $2 and state in ('waiting', 'running') for update
"""
STEP: Final = """
update import_file set state = 'running', done = done + $2, added = added + $3, changed = changed + $4,
    unchanged = unchanged + $5 where id = $1
"""
END: Final = """
update import_file set state = 'applied', finished_at = $2, left_out = $3 where id = $1
"""
FAIL: Final = """
update import_file set state = 'failed', finished_at = $2, failure = $3
where id = $1 and state in ('waiting', 'running') returning progress, done
"""
KEPT: Final = "それまでの{done:,}行は取り込み済みです。直してから、続きを取り込めます。"


async def apply_whole(*, id: UUID, by: Viewer) -> None:
    """Take in every sound row that is not in yet. What is over stays as it is. Raises the first refusal of a row."""
    sheet = await sheet_of(id=id, by=by)
    while await _take_next(id, sheet, by=by):
        pass


async def import_at_once(*, kind: Kind, filename: str, content: bytes, by: Viewer) -> tuple[Preview, ImportRow]:
    """Upload and take in within this process, for the command line: what was seen before, and what came of it."""
    id = (await upload_file(kind=kind, filename=filename, content=content, by=by)).id
    before = await preview(id=id, by=by)
    async with unit_of_work(by):
        await begin_waiting(id=id, by=by)
    await apply_whole(id=id, by=by)
    return before, await upload_of(id=id, by=by)


async def fail_import(*, id: UUID, sentence: str, by: Viewer) -> None:
    """Say why it stopped, and how far it came. What is over stays as it is."""
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow(FAIL, id, work.now, sentence)
        if row is not None:
            words = f"{sentence}{KEPT.format(done=row['done'])}"
            await fail_progress(id=row["progress"], sentence=words, by=by)


async def _take_next(id: UUID, sheet: Sheet[Any], *, by: Viewer) -> bool:
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow(LOCK, id, by.organisation)
        if row is None:
            return False
        kind, rows = Kind(row["kind"]), sheet.rows[row["done"] : row["done"] + CHUNK]
        if not rows:
            await _finish(id, row["progress"], sheet, kind=kind, work=work, by=by)
            return False
        await _take_in(id, kind, rows, work=work, by=by)
        done = row["done"] + len(rows)
        sentence = f"{done:,}行まで取り込みました"
        await step_progress(id=row["progress"], done=done, total=len(sheet.rows), sentence=sentence, by=by)
        return True


async def _take_in(id: UUID, kind: Kind, rows: Sequence[SheetRow[Any]], *, work: Work, by: Viewer) -> None:
    importer = IMPORTERS[kind]
    what = await importer.sort_out(rows, by)
    await importer.take_in(rows, what, by)
    counted = Counter(what[row.key] for row in rows)
    same = counted["same"] + counted["kept"]
    await work.connection.execute(STEP, id, len(rows), counted["new"], counted["changed"], same)
    await record(by=by, verb="take_in", noun="import_file", subject=id, after=dict(counted))


async def _finish(id: UUID, progress: UUID, sheet: Sheet[Any], *, kind: Kind, work: Work, by: Viewer) -> None:
    await work.connection.execute(END, id, work.now, len(sheet.rejects))
    await finish_progress(id=progress, sentence="取り込みました", by=by, result=id)
    await tell_body(
        organisation=_own(by), right=RIGHT_OF[kind], key=f"import-{id}", by=by,
        subject=f"{IMPORTERS[kind].name}の取り込みが終わりました",
        body="取り込んだ数と、除いた行を確かめてください。", link=f"/imports/{id}",
    )  # fmt: skip


def _own(by: Viewer) -> UUID:
    assert by.organisation is not None, "a file belongs to a body"
    return by.organisation
