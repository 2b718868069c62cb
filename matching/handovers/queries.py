"""Questions about handovers: the one of an assignment, the pack, what is due."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.appointments.schemas import ToDo
from matching.assignments.queries import assignment_row, worked_between
from matching.handovers.access import handovers_visible_to, items_visible_to
from matching.handovers.rules import DUE_WITHIN
from matching.handovers.schemas import HandoverPack, HandoverRow, ItemRow
from matching.handovers.tables import Handover, HandoverItem
from matching.support.plans import use_report

ROW: Final = tuple(Handover.all_columns())
ITEM: Final = (
    HandoverItem.id, HandoverItem.number, HandoverItem.title, HandoverItem.side, HandoverItem.note,
    HandoverItem.done_at, HandoverItem.done_side, HandoverItem.version,
)  # fmt: skip
# Who has something left to do: the body that proposed as long as it is not closed, the others while a point is theirs.
WAITING: Final = """
select work.id, town.name as town, upper(work.during) - 1 as last_day, begun.id is not null as begun
from assignment work join organisation town on town.id = work.municipality
left join handover begun on begun.assignment = work.id
where (work.state = 'ended'
        or work.state in ('running', 'reviewed') and upper(work.during) - 1 <= app_today() + $3::integer)
    and begun.state is distinct from 'done'
    and (work.owner = $1 or exists (
        select 1 from handover_item item where item.handover = begun.id and item.done_at is null
        and (item.side = 'town' and work.municipality = $1 or item.side = 'member' and work.member = $2)))
order by 3, 1
"""


async def handover_of(*, assignment: UUID, by: Viewer) -> HandoverRow | None:
    """The handover of an assignment, None where it has not begun."""
    return await _one(among(Handover.assignment, [assignment]), by)


async def handover_row(*, id: UUID, by: Viewer) -> HandoverRow:
    """One handover. Raises `NotFound`."""
    found = await _one(Handover.id == id, by)
    if found is None:
        raise NotFound
    return found


async def handover_pack(*, assignment: UUID, by: Viewer) -> HandoverPack:
    """What 引継書 says of an assignment, as far as the viewer sees it. Raises `NotFound`."""
    async with reading(by):
        row = await assignment_row(id=assignment, by=by)
        report = await use_report(assignment=assignment, by=by)
        months = await worked_between(first=row.first_day, last=row.last_day, by=by, assignments=[assignment])
        return HandoverPack(
            row, await handover_of(assignment=assignment, by=by), report.records,
            [(one.next_on, one.next_step) for one in report.records if one.next_step],
            report.worked_half_days, sum(month.confirmed_half_days for month in months), report.outcome,
        )  # fmt: skip


class _WaitingRow(Struct, frozen=True):
    id: UUID
    town: str
    last_day: date
    begun: bool


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    if not holds(by, Right.LOG_SUPPORT):
        return None
    return Asked(WAITING, (by.organisation, by.member, DUE_WITHIN.days), _WaitingRow)


def _tell_waiting(_: Viewer, rows: Sequence[_WaitingRow]) -> list[ToDo]:
    return [
        ToDo("引き継ぎを進める" if row.begun else "引き継ぎを始める", f"{row.town}への配属",
             f"/assignments/{row.id}/handover", row.last_day)
        for row in rows
    ]  # fmt: skip


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """Assignments that end within thirty days or have ended, and are not handed over."""
    return await WAITS.of(by)


async def _one(of: Any, by: Viewer) -> HandoverRow | None:
    async with reading(by):
        rows = await Handover.select(*ROW).where(handovers_visible_to(by) & of)
        if not rows:
            return None
        items = (
            await HandoverItem.select(*ITEM)
            .where(items_visible_to(by) & among(HandoverItem.handover, [rows[0]["id"]]))
            .order_by(HandoverItem.number)
        )
        return convert({**rows[0], "items": [convert(item, ItemRow) for item in items]}, HandoverRow)
