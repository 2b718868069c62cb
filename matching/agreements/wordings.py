"""A body's own wording of agreements: numbered versions over the shipped one."""

from typing import Final

from msgspec import convert

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotFound
from foundation.text.difference import Change
from matching.agreements.access import wordings_visible_to
from matching.agreements.articles import read, text_changes
from matching.agreements.tables import AgreementWording
from matching.agreements.text_schemas import NewWording, WordingRow
from matching.agreements.wording import shipped_wording

ROW: Final = (AgreementWording.number, AgreementWording.text, AgreementWording.comment, AgreementWording.created_at)
STALE: Final = (
    "文例は、ほかの人が先に書き直しました。書いた内容は画面に残っています。"
    "最新の文例と見比べて、もう一度保存してください。"
)
SHIPPED: Final = "製品に付いている文例"


async def wordings(*, by: Viewer) -> list[WordingRow]:
    """The shipped wording (number 0) and every version of the viewer's own body, the one in use last."""
    async with reading(by):
        rows = await AgreementWording.select(*ROW).where(wordings_visible_to(by)).order_by(AgreementWording.number)
    return [WordingRow(0, shipped_wording(), SHIPPED, None), *(convert(row, WordingRow) for row in rows)]


async def write_wording(*, new: NewWording, by: Viewer) -> Done:
    """Write the body's next wording; agreements drafted from now on begin with it. Raises `Conflict`, `RuleBroken`."""
    require(by, Right.PROPOSE)
    read(new.text)
    async with unit_of_work(by) as work:
        latest = (await wordings(by=by))[-1].number
        if new.number != latest:
            raise Conflict(STALE)
        id = work.new_id()
        await AgreementWording.insert(
            AgreementWording(id=id, owner=by.organisation, number=latest + 1, text=new.text, comment=new.comment,
                             created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="write_wording", noun="agreement_wording", subject=id, after={"number": latest + 1})
        return Done(id, latest + 1)


async def wording_changes(*, by: Viewer, old: int, new: int) -> list[Change]:
    """What differs between two versions by number. Raises `NotFound`."""
    known = {row.number: row.text for row in await wordings(by=by)}
    if not {old, new} <= known.keys():
        raise NotFound
    return text_changes(read(known[old]), read(known[new]))
