"""Files about a person: attached by a pool or the person, opened by both. Part of `operations`."""

from typing import Final
from uuid import UUID

from auth.journal.operations import note_reads, record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound
from foundation.files.sniffing import MediaType
from foundation.files.store import StoredFile, open_file, store_file
from registry.members.changes import note_change
from registry.members.queries import kept
from registry.members.record_schemas import NewDocument
from registry.members.tables import MemberDocument
from registry.members.versions import kept_by_viewer

ALLOWED: Final = (MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.XLSX)
PURPOSE: Final = "添付の書類"


async def attach_document(*, member: UUID, new: NewDocument, filename: str, content: bytes, by: Viewer) -> Done:
    """Keep a file about the person, for them and the pools that keep them today. Raises `RuleBroken` by its kind."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        readers = [member, *own.kept_by]
        file = await store_file(name=filename, content=content, by=by, readers=readers, allowed=ALLOWED)
        id, pool = work.new_id(), None if by.is_member(member) else by.organisation
        await MemberDocument.insert(
            MemberDocument(id=id, member=member, pool=pool, file=file, kind=new.kind, title=new.title,
                           created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="attach_document", noun="member", subject=id, person=member, after={"kind": new.kind})
        after = {"document": new.title}
        await note_change(member=member, verb="attach_document", version=own.version, before={}, after=after, by=by)
        return Done(id)


async def remove_document(*, member: UUID, id: UUID, by: Viewer) -> Done:
    """Take away what oneself attached; the bytes stay for what was issued from them until they are erased."""
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        found = next((document for document in own.documents if document.id == id), None)
        if found is None:
            raise NotFound
        if found.pool != (None if by.is_member(member) else by.organisation):
            raise NotAllowed("書類を外せるのは、その書類を付けた側だけです。何も変えていません。")
        await MemberDocument.delete().where(MemberDocument.id == id)
        await record(by=by, verb="remove_document", noun="member", subject=id, person=member)
        before = {"document": found.title}
        await note_change(member=member, verb="remove_document", version=own.version, before=before, after={}, by=by)
        return Done(id)


async def open_document(*, member: UUID, id: UUID, by: Viewer) -> StoredFile:
    """The file. Raises `NotFound` to everybody but the person and the pools that keep them. Journalled."""
    async with reading(by):
        await kept(id=member, by=by)
        rows = await MemberDocument.select(MemberDocument.file).where(
            (MemberDocument.member == member) & (MemberDocument.id == id)
        )
        if not rows:
            raise NotFound
        await note_reads(by=by, persons=[member], fields=["career"], purpose=PURPOSE)
        return await open_file(id=rows[0]["file"], by=by)
