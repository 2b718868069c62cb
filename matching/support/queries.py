"""Questions about what was done; each starts from what the viewer may see."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.appointments.schemas import ToDo
from matching.assignments.queries import assignments
from matching.assignments.rules import BEGUN
from matching.assignments.schemas import AssignmentRow
from matching.support.access import records_visible_to
from matching.support.schemas import FileRow, RecordPage, RecordRow, VersionRow
from matching.support.tables import SupportFile, SupportRecord, SupportRecordVersion
from registry.members.queries import member_names

ROW: Final = tuple(SupportRecord.all_columns())
PURPOSE: Final = "支援の記録の確認のため"
MOST_TOWNS: Final = 200
WAITING: Final = """
select r.id, r.done_on, r.state, town.name as town
from support_record r join organisation town on town.id = r.municipality
where r.municipality = $1 and r.state = 'sent'
    or r.state = 'questioned' and (r.member = $2 or r.owner = $1 and r.side = 'pool')
order by r.done_on, r.id
"""


async def records(
    *,
    by: Viewer,
    states: Collection[str] = (),
    municipality: UUID | None = None,
    member: UUID | None = None,
    number: int = 1,
    size: int | None = SIZE,
) -> tuple[list[RecordRow], Page]:
    """A page of the records the viewer sees, of everybody, of one town or of one person; the latest day first."""
    scope: Condition = records_visible_to(by)
    if states:
        scope = scope & SupportRecord.state.is_in(list(states))
    if municipality is not None:
        scope = scope & (SupportRecord.municipality == municipality)
    if member is not None:
        scope = scope & (SupportRecord.member == member)
    async with reading(by):
        select = SupportRecord.select(*ROW).where(scope).order_by(SupportRecord.done_on, SupportRecord.id,
                                                                  ascending=False)  # fmt: skip
        rows, found = await page_of(select, count=SupportRecord.count().where(scope), number=number, size=size)
        return await _rows(rows, by), found


async def record_row(*, id: UUID, by: Viewer) -> RecordRow:
    """One record. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        rows = await SupportRecord.select(*ROW).where(records_visible_to(by) & (SupportRecord.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def record_page(*, id: UUID, by: Viewer) -> RecordPage:
    """One record with its papers and its history. Raises `NotFound`."""
    async with reading(by):
        record = await record_row(id=id, by=by)
        return RecordPage(record, await files_of(record=id, by=by), await _versions(id))


async def files_of(*, record: UUID, by: Viewer) -> list[FileRow]:
    """The papers beside a record the viewer sees, as they came."""
    async with reading(by):
        rows = (
            await SupportFile.select(SupportFile.id, SupportFile.name, SupportFile.created_at)
            .where((SupportFile.record == record) & (SupportFile.record.is_in(_seen(by))))
            .order_by(SupportFile.created_at, SupportFile.id)
        )
        return [convert(row, FileRow) for row in rows]


async def towns_to_log(*, by: Viewer) -> list[AssignmentRow]:
    """The assignments about which the viewer may write: begun, the running ones first, then the latest."""
    rows, _ = await assignments(by=by, states=BEGUN, size=MOST_TOWNS)
    return sorted(rows, key=lambda row: row.state != "running")


class _WaitingRow(Struct, frozen=True):
    id: UUID
    town: str
    done_on: date
    state: str


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    return Asked(WAITING, (by.organisation, by.member), _WaitingRow) if holds(by, Right.LOG_SUPPORT) else None


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[ToDo]:
    return [_todo(row) for row in rows]


def _todo(row: _WaitingRow) -> ToDo:
    day, link = f"{row.done_on.month}月{row.done_on.day}日の支援", f"/support/{row.id}"
    if row.state == "sent":
        return ToDo(f"{day}の記録を確かめる", day, link)
    return ToDo(f"{row.town}：{day}の記録を直す", day, link)


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """A town confirms what was done for it; whoever wrote a record answers what the town found wrong."""
    return await WAITS.of(by)


async def _versions(record: UUID) -> list[VersionRow]:
    rows = (
        await SupportRecordVersion.select(
            SupportRecordVersion.number, SupportRecordVersion.content, SupportRecordVersion.reason,
            SupportRecordVersion.side, SupportRecordVersion.created_at,
        )
        .where(SupportRecordVersion.record == record)
        .order_by(SupportRecordVersion.number, ascending=False)
    )  # fmt: skip
    return [convert(row | {"content": json.loads(row["content"])}, VersionRow) for row in rows]


def _seen(by: Viewer) -> Any:
    return SupportRecord.select(SupportRecord.id).where(records_visible_to(by))


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[RecordRow]:
    bodies = await names_of({row[side] for row in rows for side in ("owner", "municipality")}, by=by)
    people = await member_names(ids={row["member"] for row in rows if row["member"]}, by=by, purpose=PURPOSE)
    return [
        convert(
            {
                **row,
                "owner_name": bodies[row["owner"]],
                "municipality_name": bodies[row["municipality"]],
                "person": people.get(row["member"], ""),
            },
            RecordRow,
        )
        for row in rows
    ]
