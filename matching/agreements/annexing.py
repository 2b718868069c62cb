"""Annexes of an agreement: papers that every body reads; the bytes are `foundation/files`."""

from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import NotAllowed, NotFound, RuleBroken
from foundation.files.store import StoredFile, open_file, remove_files, store_file
from matching.agreements.moving import move
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE
from matching.agreements.schemas import AgreementPage, AnnexRow
from matching.agreements.tables import AgreementAnnex
from matching.agreements.text_schemas import NewAnnex
from matching.appointments.papers import queue_paper

MOST: Final = 20
AGREED: Final = "もう合意した団体があるため、別紙は変えられません。何も変えていません。"


async def add_annex(*, id: UUID, annex: NewAnnex, filename: str, content: bytes, by: Viewer) -> Done:
    """Add an annex while nobody has agreed. Raises `RuleBroken`."""
    async with unit_of_work(by) as work:
        page = await _open(id, by)
        if len(page.annexes) >= MOST:
            raise RuleBroken(f"別紙は{MOST}個までです。", field="file")
        file = await store_file(name=filename, content=content, readers=page.agreement.bodies, by=by)
        await AgreementAnnex.insert(
            AgreementAnnex(id=work.new_id(), agreement=id, owner=page.agreement.owner, title=annex.title, file=file,
                           added_by=by.organisation, created_at=work.now)
        )  # fmt: skip
        return await _changed(page, "add_annex", annex.title, by)


async def take_annex_away(*, id: UUID, annex: UUID, by: Viewer) -> Done:
    """Take away an annex of one's own, bytes and all, while nobody has agreed."""
    async with unit_of_work(by):
        page = await _open(id, by)
        row = _annex(page, annex)
        if not by.acts_for(row.added_by):
            raise NotAllowed("この別紙を外せるのは、付けた団体だけです。")
        for taken in await AgreementAnnex.delete().where(AgreementAnnex.id == annex).returning(AgreementAnnex.file):
            await remove_files(ids=[taken["file"]], by=by)
        return await _changed(page, "take_annex_away", row.title, by)


async def open_annex(*, id: UUID, annex: UUID, by: Viewer) -> StoredFile:
    """The bytes of an annex. Raises `NotFound`."""
    async with reading(by):
        _annex(await agreement_page(id=id, by=by), annex)
        kept = await AgreementAnnex.select(AgreementAnnex.file).where(
            (AgreementAnnex.agreement == id) & (AgreementAnnex.id == annex)
        )
        return await open_file(id=kept[0]["file"], by=by)


async def _open(id: UUID, by: Viewer) -> AgreementPage:
    page = await agreement_page(id=id, by=by)
    LIFE.target("annex", page.agreement.state, by=by)
    if not page.untouched:
        raise RuleBroken(AGREED)
    return page


def _annex(page: AgreementPage, annex: UUID) -> AnnexRow:
    found = next((row for row in page.annexes if row.id == annex), None)
    if found is None:
        raise NotFound
    return found


async def _changed(page: AgreementPage, verb: str, title: str, by: Viewer) -> Done:
    version = await move(page.agreement, seen=page.agreement.version)
    await record(by=by, verb=verb, noun="agreement", subject=page.agreement.id, after={"annex": title})
    await queue_paper(kind="agreement", subject=page.agreement.id, version=version, by=by)
    return Done(page.agreement.id, version)
