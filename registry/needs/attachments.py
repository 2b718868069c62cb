"""Papers beside a need: a photo of the counter, the contract that runs out. The bytes are `foundation/files`."""

from typing import Final
from uuid import UUID

from msgspec import convert

from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.files.store import StoredFile, clean_name, open_file, remove_files, store_file
from registry.needs.moving import asked, tell_other_side
from registry.needs.queries import need_page
from registry.needs.schemas import FileRow, NeedPage
from registry.needs.tables import NeedFile

MOST: Final = 20
COLUMNS: Final = (NeedFile.id, NeedFile.organisation, NeedFile.name, NeedFile.created_at)


async def attach_file(*, need: UUID, filename: str, content: bytes, by: Viewer) -> Done:
    """Add a paper; town and prefecture read it. Raises `RuleBroken` for a draft, a wrong kind, or one too many."""
    async with unit_of_work(by):
        require(by, Right.ASK)
        done = await keep_file(await asked(need, by=by), filename=filename, content=content, by=by)
        await tell_other_side(await need_page(id=need, by=by), "資料が届きました", f"「{clean_name(filename)}」", by=by)
        return done


async def keep_file(need: NeedPage, *, filename: str, content: bytes, by: Viewer) -> Done:
    """The same, telling nobody: what comes with the intake is told with it."""
    async with unit_of_work(by) as work:
        if need.state == "draft":
            raise RuleBroken("資料は、相談を送るときか、送ったあとに添えられます。", field="file")
        if await NeedFile.count().where(NeedFile.need == need.id) >= MOST:
            raise RuleBroken(f"資料は{MOST}個までです。古いものを外してから添えてください。", field="file")
        readers = (need.municipality, need.prefecture)
        file = await store_file(name=filename, content=content, readers=readers, by=by)
        id, name = work.new_id(), clean_name(filename)
        await NeedFile.insert(
            NeedFile(id=id, need=need.id, organisation=by.organisation, file=file, name=name, created_at=work.now)
        )
        await record(by=by, verb="attach_file", noun="need", subject=need.id, after={"file": name})
        return Done(id)


async def take_file_away(*, need: UUID, file: UUID, by: Viewer) -> Done:
    """Take a paper of one's own away again, bytes and all."""
    async with unit_of_work(by):
        require(by, Right.ASK)
        row = await _file_row(need, file, by=by)
        if not by.acts_for(row.organisation):
            raise NotAllowed("この資料を外せるのは、添えた団体だけです。")
        kept = await NeedFile.delete().where(NeedFile.id == file).returning(NeedFile.file)
        for taken in kept:
            await remove_files(ids=[taken["file"]], by=by)
        await record(by=by, verb="take_file_away", noun="need", subject=need, before={"file": row.name})
        return Done(need)


async def files_of(*, need: UUID, by: Viewer) -> list[FileRow]:
    """The papers beside a need the viewer sees, as they came."""
    async with reading(by):
        await need_page(id=need, by=by)
        return await _rows(need, by)


async def open_attachment(*, need: UUID, file: UUID, by: Viewer) -> StoredFile:
    """The bytes of a paper. Raises `NotFound`."""
    async with reading(by):
        await _file_row(need, file, by=by)
        kept = await NeedFile.select(NeedFile.file).where((NeedFile.need == need) & among(NeedFile.id, [file]))
        return await open_file(id=kept[0]["file"], by=by)


async def _file_row(need: UUID, file: UUID, *, by: Viewer) -> FileRow:
    found = [row for row in await files_of(need=need, by=by) if row.id == file]
    if not found:
        raise NotFound
    return found[0]


async def _rows(need: UUID, by: Viewer) -> list[FileRow]:
    rows = await NeedFile.select(*COLUMNS).where(NeedFile.need == need).order_by(NeedFile.created_at, NeedFile.id)
    names = await names_of({row["organisation"] for row in rows}, by=by)
    return [convert(row | {"organisation_name": names[row["organisation"]]}, FileRow) for row in rows]
