"""Questions of the privacy desk."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.journal.operations import note_reads
from auth.viewer import Viewer
from foundation.database.holdings import Held
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from registry.members.queries import ever_kept, keeps, member_names
from registry.privacy import rooms
from registry.privacy.access import at_the_desk, runs_visible_to
from registry.privacy.archive import archive
from registry.privacy.classes import retention_classes
from registry.privacy.schemas import Export, HeldTable, PersonDesk, RetentionRow
from registry.privacy.tables import RetentionRun

EXPORT_PURPOSE: Final = "本人について持っている情報の書き出し"
NEVER: Final[dict[str, Any]] = {"day": None, "found": 0, "removed": 0, "kept_back": 0}
DESK_PURPOSE: Final = "本人の情報の開示・消去の手続きのため"


async def person_desk(*, member: UUID, by: Viewer) -> PersonDesk:
    """What is held on a person of the viewer's pool, in counts, and why they cannot be erased. Raises `NotFound`."""
    await check_serves(member=member, by=by)
    async with reading(by):
        names = await member_names(ids=[member], by=by, purpose=DESK_PURPOSE)
    desk = at_the_desk(by, member)
    async with reading(desk):
        found = await rooms.held(member=member, by=desk)
        return PersonDesk(
            member=member, person=names.get(member, ""), bars=await rooms.bars(member=member, by=desk),
            held=[HeldTable(row.table, row.words, len(row.rows), row.stays) for row in found if row.rows],
        )  # fmt: skip


async def export_person(*, member: UUID, by: Viewer) -> Export:
    """Everything held on a person, as JSON with the files, in one zip. Journalled, and shown to the person.

    The person gets what is about them; their pool also what only it may read, such as drafts. A pool that they have
    left gets what it may still read itself, and nothing of what others have to do with them. Raises `NotFound`.
    """
    await check_serves(member=member, by=by)
    desk = at_the_desk(by, member) if await keeps(id=member, by=by) else by
    async with reading(desk) as work:
        found = await rooms.held(member=member, by=desk)
        await note_reads(by=by, persons=[member], fields=_identity_fields(found), purpose=EXPORT_PURPOSE)
        files = [await _opened(id, desk) for id in sorted({id for row in found for id in row.files})]
        return archive(member=member, held=found, files=[file for file in files if file], at=work.now)


async def retention(*, by: Viewer) -> list[RetentionRow]:
    """Every class of retention with its last run for the viewer's body."""
    async with reading(by):
        rows = await RetentionRun.select().where(runs_visible_to(by)).order_by(RetentionRun.day)
    last = {row["class"]: row for row in rows}
    return [convert({**last.get(row.code, NEVER), "kept": row}, RetentionRow) for row in retention_classes()]


async def ran_on(day: date, *, by: Viewer) -> bool:
    """Whether the viewer's body had its run of that day."""
    async with reading(by):
        return await RetentionRun.exists().where(runs_visible_to(by) & (RetentionRun.day == day))


async def check_serves(*, member: UUID, by: Viewer) -> None:
    """Raises `NotFound` where the viewer is neither the person nor of a pool that keeps or kept them."""
    async with reading(by):
        if not by.is_member(member) and not await ever_kept(id=member, by=by):
            raise NotFound


def _identity_fields(found: list[Held]) -> list[str]:
    named = next((row.rows for row in found if row.table == "member_identity" and row.rows), [])
    return sorted(name for row in named for name, value in row.items() if value and name not in ("member", "version"))


async def _opened(id: UUID, by: Viewer) -> StoredFile | None:
    try:
        return await open_file(id=id, by=by)
    except NotFound:
        return None
