"""Papers and pictures beside a record; the bytes are `foundation/files`."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from auth.journal.operations import record as journal
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.files.store import StoredFile, clean_name, open_file, store_file
from matching.support.access import may_write
from matching.support.queries import record_row
from matching.support.schemas import RecordRow
from matching.support.tables import SupportFile

MOST: Final = 10


async def attach_file(*, record: UUID, filename: str, content: bytes, by: Viewer) -> Done:
    """Add a paper; the parties read it. Raises `RuleBroken` for a wrong kind, or one too many."""
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by):
        row = await record_row(id=record, by=by)
        if refusal := may_write(by, row):
            raise NotAllowed(refusal)
        await keep_papers(row, {filename: content}, by=by)
        return Done(record, row.version)


async def keep_papers(record: RecordRow, papers: Mapping[str, bytes], *, by: Viewer) -> None:
    """Keep papers beside a record, for its town, its pool and its member."""
    readers = {record.owner, record.municipality} | ({record.member} if record.member else set())
    async with unit_of_work(by) as work:
        for filename, content in papers.items():
            if await SupportFile.count().where(SupportFile.record == record.id) >= MOST:
                raise RuleBroken(f"資料は{MOST}個までです。", field="file")
            file = await store_file(name=filename, content=content, readers=readers, by=by)
            name = clean_name(filename)
            await SupportFile.insert(
                SupportFile(id=work.new_id(), record=record.id, owner=record.owner, member=record.member,
                            municipality=record.municipality, file=file, name=name, created_at=work.now)
            )  # fmt: skip
            await journal(by=by, verb="attach_file", noun="support_record", subject=record.id, person=record.member,
                          after={"file": name})  # fmt: skip


async def open_attachment(*, record: UUID, file: UUID, by: Viewer) -> StoredFile:
    """The bytes of a paper. Raises `NotFound`."""
    async with reading(by):
        await record_row(id=record, by=by)
        kept = await SupportFile.select(SupportFile.file).where(
            (SupportFile.record == record) & among(SupportFile.id, [file])
        )
        if not kept:
            raise NotFound
        return await open_file(id=kept[0]["file"], by=by)
