"""Keeping a file, having it taken in, calling it off. The taking in is the worker's (`applying.py`)."""

from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from foundation.files.sniffing import MediaType
from foundation.files.store import check_content, clean_name, store_file
from foundation.jobs.progress import finish_progress, start_progress
from foundation.jobs.queue import queue_job
from registry.imports.access import may_bring_in
from registry.imports.queries import sheet_in, upload_of
from registry.imports.rules import AT_WORK, OPEN, Kind, State
from registry.imports.tables import ImportFile

TABLES: Final = (MediaType.TEXT, MediaType.XLSX)
CALLED_OFF: Final = "取り込みをやめました。それまでに取り込んだ行は残っています。"


async def upload_file(*, kind: Kind, filename: str, content: bytes, by: Viewer) -> Done:
    """Keep a file for its preview; nothing is taken in yet. Raises `RuleBroken` where it cannot be read at all."""
    if refusal := may_bring_in(by, kind):
        raise NotAllowed(refusal)
    name = clean_name(filename)
    check_content(name=name, content=content, allowed=TABLES)
    await sheet_in(content=content, filename=name, kind=kind, by=by)
    async with unit_of_work(by) as work:
        file = await store_file(name=name, content=content, by=by, allowed=TABLES)
        id = work.new_id()
        await ImportFile.insert(
            ImportFile(id=id, owner=by.organisation, kind=kind, file=file, filename=name, uploaded_at=work.now,
                       uploaded_by=by.account)
        )  # fmt: skip
        await record(by=by, verb="upload_file", noun="import_file", subject=id, after={"kind": kind})
        return Done(id)


async def request_application(*, id: UUID, by: Viewer) -> Done:
    """Have the sound rows taken in by the worker, from the start or on from where it stopped.

    A file that waits, runs or is in already stays as it is: it is taken in once.
    """
    async with unit_of_work(by) as work:
        if not await begin_waiting(id=id, by=by):
            return Done(id)
        arguments = {"upload": str(id), "account": str(by.account), "organisation": str(by.organisation)}
        await queue_job(work, "apply_import", arguments)
        return Done(id)


async def begin_waiting(*, id: UUID, by: Viewer) -> bool:
    """Say that the file waits, and with it a progress; False where it may not be taken in any more."""
    row = await upload_of(id=id, by=by)
    if refusal := may_bring_in(by, Kind(row.kind)):
        raise NotAllowed(refusal)
    progress = await start_progress(task="apply_import", by=by)
    mine = (ImportFile.id == id) & among(ImportFile.owner, [by.organisation])
    moved = (
        await ImportFile.update(
            {ImportFile.state: State.WAITING, ImportFile.progress: progress, ImportFile.failure: ""}
        )
        .where(mine & ImportFile.state.is_in(list(OPEN)))
        .returning(ImportFile.id)
    )
    if not moved:
        await finish_progress(id=progress, sentence="すでに取り込んでいます", by=by)
        return False
    await record(by=by, verb="request_application", noun="import_file", subject=id)
    return True


async def call_off(*, id: UUID, by: Viewer) -> Done:
    """Stop taking in after the rows at hand; what is in stays in. A file that is not at work stays as it is."""
    async with unit_of_work(by) as work:
        row = await upload_of(id=id, by=by)
        if refusal := may_bring_in(by, Kind(row.kind)):
            raise NotAllowed(refusal)
        mine = (ImportFile.id == id) & among(ImportFile.owner, [by.organisation])
        stopped = (
            await ImportFile.update({ImportFile.state: State.CANCELLED, ImportFile.finished_at: work.now})
            .where(mine & ImportFile.state.is_in(list(AT_WORK)))
            .returning(ImportFile.progress)
        )
        for found in stopped:
            await finish_progress(id=found["progress"], sentence=CALLED_OFF, by=by)
            await record(by=by, verb="call_off", noun="import_file", subject=id)
        return Done(id)
