"""Telling of a joint procurement, sharing papers, asking its owner."""

from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.organisations.queries import bodies_of_kind, local_bodies
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.files.store import clean_name, store_file
from registry.joint_procurements.access import NOT_A_BODY, may_keep
from registry.joint_procurements.queries import procurement_page
from registry.joint_procurements.schemas import Enquiry, Procurement
from registry.joint_procurements.tables import JointProcurement, JointProcurementFile

MOST_FILES: Final = 20
STALE: Final = (
    "この案件は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
READING_KINDS: Final = ("ministry", "prefecture", "union", "municipality")
"""Whose people open the papers: public bodies, never a company."""

NAMED: Final = (
    "{}が、共同調達「{}」に参加する団体として、あなたの団体の名前を載せました。案件のページには、だれの記載かと、"
    "各団体の確認を経ていないことを添えています。違うときは、そのページの「取りまとめ団体にたずねる」から知らせてください。"
)


async def tell_procurement(*, new: Procurement, by: Viewer) -> Done:
    """Put a joint procurement on the board."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        fields = await _fields(new, by)
        id = work.new_id()
        await JointProcurement.insert(JointProcurement(id=id, owner=by.organisation, changed_at=work.now, **fields))
        await _tell_named(id, new, by)
        await record(by=by, verb="tell_procurement", noun="joint_procurement", subject=id, after={"name": new.name})
        return Done(id)


async def keep_procurement(*, id: UUID, kept: Procurement, by: Viewer) -> Done:
    """Correct it. Raises `Conflict` where somebody changed it after `kept.version`."""
    async with unit_of_work(by) as work:
        await _own(id, by)
        fields = await _fields(kept, by)
        changes: dict[Any, Any] = {getattr(JointProcurement, name): value for name, value in fields.items()}
        changes |= {JointProcurement.version: kept.version + 1, JointProcurement.changed_at: work.now}
        same = (JointProcurement.id == id) & (JointProcurement.version == kept.version)
        if not await JointProcurement.update(changes).where(same).returning(JointProcurement.id):
            raise Conflict(STALE)
        await _tell_named(id, kept, by)
        await record(by=by, verb="keep_procurement", noun="joint_procurement", subject=id, after={"name": kept.name})
        return Done(id, kept.version + 1)


async def share_paper(*, procurement: UUID, filename: str, content: bytes, by: Viewer) -> Done:
    """Share a specification with every public body. Raises `RuleBroken` for a wrong kind, or one too many."""
    async with unit_of_work(by) as work:
        await _own(procurement, by)
        if await JointProcurementFile.count().where(JointProcurementFile.procurement == procurement) >= MOST_FILES:
            raise RuleBroken(f"資料は{MOST_FILES}個までです。まとめてから添えてください。", field="file")
        readers = [body.id for kind in READING_KINDS for body in await bodies_of_kind(kind, by=by)]
        file = await store_file(name=filename, content=content, readers=readers, by=by)
        id, name = work.new_id(), clean_name(filename)
        await JointProcurementFile.insert(
            JointProcurementFile(id=id, procurement=procurement, owner=by.organisation, file=file, name=name,
                                 created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="share_paper", noun="joint_procurement", subject=procurement, after={"file": name})
        return Done(id)


async def ask_owner(*, procurement: UUID, enquiry: Enquiry, by: Viewer) -> Done:
    """Ask the body that told of it; its people read the question and who asks."""
    if by.organisation is None:
        raise NotAllowed(NOT_A_BODY)
    async with unit_of_work(by) as work:
        row = (await procurement_page(id=procurement, by=by)).procurement
        id = work.new_id()
        await tell_body(
            organisation=row.owner, right=Right.KEEP_POOL, key=f"procurement-{id}", by=by,
            subject=f"{by.organisation_name}から共同調達「{row.name}」について",
            body=f"{enquiry.words}\n\n（{by.organisation_name} {by.division} {by.account_name}）",
            link=f"/joint-procurements/{procurement}",
        )  # fmt: skip
        await record(by=by, verb="ask_owner", noun="joint_procurement", subject=procurement)
        return Done(procurement)


async def _own(id: UUID, by: Viewer) -> None:
    row = (await procurement_page(id=id, by=by)).procurement
    if refusal := may_keep(by, row):
        raise NotAllowed(refusal)


async def _tell_named(id: UUID, told: Procurement, by: Viewer) -> None:
    """Nobody asked the bodies that are named: each learns of it once, and the page says who named them."""
    for body in set(told.participants) - {by.organisation}:
        await tell_body(
            organisation=body, right=Right.KEEP_FACTS, key=f"procurement-{id}-names-{body}", by=by,
            subject=f"{by.organisation_name}が共同調達の案件に、あなたの団体の名前を挙げました",
            body=NAMED.format(by.organisation_name, told.name), link=f"/joint-procurements/{id}",
        )  # fmt: skip


async def _fields(told: Procurement, by: Viewer) -> dict[str, Any]:
    if set(told.participants) - await local_bodies(told.participants, by=by):
        raise RuleBroken("参加する団体を一覧から選んでください。", field="participants")
    return told.model_dump(exclude={"version"}) | {"participants": list(dict.fromkeys(told.participants))}
