"""Questions about joint procurements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from foundation.text.search import search_key
from registry.joint_procurements.access import procurements_visible_to
from registry.joint_procurements.reference import kind_called, kinds
from registry.joint_procurements.schemas import FileRow, KindRow, ProcurementPage, ProcurementRow
from registry.joint_procurements.tables import JointProcurement, JointProcurementFile


async def kinds_told(*, words: str = "", by: Viewer) -> list[KindRow]:
    """The kinds of systems whose name holds the words, with how many procurements stand on the board."""
    key = search_key(words)
    async with reading(by):
        rows = await JointProcurement.select(JointProcurement.system).where(procurements_visible_to(by))
    told = Counter(row["system"] for row in rows)
    return [
        KindRow(kind.number, kind.name, kind.prefectures, told[kind.number])
        for kind in kinds()
        if key in search_key(kind.name)
    ]


async def procurements(
    *, words: str = "", system: int = 0, cost_basis: str = "", number: int = 1, by: Viewer
) -> tuple[list[ProcurementRow], Page]:
    """A page of the board, last changed first. `words` are looked for in name, supplier and note."""
    scope: Condition = procurements_visible_to(by)
    if system:
        scope = scope & (JointProcurement.system == system)
    if cost_basis:
        scope = scope & (JointProcurement.cost_basis == cost_basis)
    if words:
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = JointProcurement.name.ilike(like) | JointProcurement.supplier.ilike(like)
        scope = scope & (found | JointProcurement.note.ilike(like))
    async with reading(by):
        select = JointProcurement.select().where(scope).order_by(
            JointProcurement.changed_at, JointProcurement.id, ascending=False
        )  # fmt: skip
        rows, page = await page_of(select, count=JointProcurement.count().where(scope), number=number)
        return await _rows(rows, by), page


async def procurement_page(*, id: UUID, by: Viewer) -> ProcurementPage:
    """One procurement with its papers. Raises `NotFound`."""
    async with reading(by):
        rows = await JointProcurement.select().where(procurements_visible_to(by) & (JointProcurement.id == id))
        if not rows:
            raise NotFound
        columns = (JointProcurementFile.id, JointProcurementFile.name, JointProcurementFile.created_at)
        beside = JointProcurementFile.procurement == id
        files = await JointProcurementFile.select(*columns).where(beside).order_by(JointProcurementFile.created_at)
        return ProcurementPage((await _rows(rows, by))[0], [convert(row, FileRow) for row in files])


async def paper(*, procurement: UUID, file: UUID, by: Viewer) -> StoredFile:
    """The bytes of a paper beside a procurement. Raises `NotFound`."""
    async with reading(by):
        await procurement_page(id=procurement, by=by)
        rows = await JointProcurementFile.select(JointProcurementFile.file).where(
            (JointProcurementFile.procurement == procurement) & (JointProcurementFile.id == file)
        )
        if not rows:
            raise NotFound
        return await open_file(id=rows[0]["file"], by=by)


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[ProcurementRow]:
    named = {row["owner"] for row in rows} | {body for row in rows for body in row["participants"]}
    names = await names_of(named, by=by)
    return [
        convert(
            {**row, "owner_name": names[row["owner"]], "system_name": kind_called(row["system"]),
             "participant_names": [names[body] for body in row["participants"]]},
            ProcurementRow,
        )
        for row in rows
    ]  # fmt: skip
