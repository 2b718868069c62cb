"""What was asked about a person's name, and how they consented."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, Retained, held_in
from foundation.database.unit_of_work import unit_of_work
from foundation.files.store import remove_files

HOLDS: Final = (
    Holding(
        "disclosure_request", "名前の依頼", stays="だれが何を尋ねたかの記録として残します。自由に書いた文は消します"
    ),
    Holding("consent", "同意", files=("evidence",), stays="同意があったことの記録として残します。紙の写しは消します"),
)
SCANS: Final = "select evidence from consent where member = $1 and evidence is not null"
FORGET: Final = (
    "update disclosure_request set detail = '', reason = '' where member = $1",
    """update disclosure_request set state = 'withdrawn', decided_at = now(), version = version + 1
    where member = $1 and state = 'waiting'""",
    """update consent set evidence = null, evidence_note = '消去済み'
    where member = $1 and (evidence is not null or evidence_note <> '')""",
)
RETAINED: Final = {
    "consent_scan": Retained(
        """select count(*) from file where bytes <> '' and id in (
        select c.evidence from consent c join disclosure d on d.id = c.disclosure
        where c.recorded_by = app_organisation() and upper(d.during) < $1)""",
        (
            """update file set bytes = '', sha256 = sha256(''), name = '保存期間が過ぎたため消去'
        where bytes <> '' and id in (
        select c.evidence from consent c join disclosure d on d.id = c.disclosure
        where c.recorded_by = app_organisation() and upper(d.during) < $1)""",
        ),
    ),
}


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Free words and scans go; that a consent was given, to which wording and when, stays."""
    async with unit_of_work(by) as work:
        scans = [row["evidence"] for row in await work.connection.fetch(SCANS, member)]
        for statement in FORGET:
            await work.connection.execute(statement, member)
        await remove_files(ids=scans, by=by)
