"""Questions about contracts of towns; each starts from what the viewer may see."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.jobs.waiting import is_waiting
from matching.assignments.queries import assignments
from matching.assignments.schemas import AssignmentRow
from matching.contracts.access import checks_visible_to, conflicts_visible_to, entries_visible_to
from matching.contracts.schemas import CheckRow, ConflictRow, EntryPage, EntryRow
from matching.contracts.tables import ContractCheck, ContractConflict, TownContract
from registry.members.queries import member_names

ENTRY: Final = (
    TownContract.id, TownContract.municipality, TownContract.owner, TownContract.kind, TownContract.title,
    TownContract.counterparty, TownContract.member, TownContract.specification, TownContract.during,
    TownContract.created_at,
)  # fmt: skip
CHECK: Final = (
    ContractCheck.id, ContractCheck.contract, ContractCheck.owner, ContractCheck.municipality, ContractCheck.clear,
    ContractCheck.finding, ContractCheck.checked_at,
)  # fmt: skip
CONFLICT: Final = (
    ContractConflict.id, ContractConflict.contract, ContractConflict.owner, ContractConflict.municipality,
    ContractConflict.member, ContractConflict.declaration, ContractConflict.finding, ContractConflict.state,
    ContractConflict.reason, ContractConflict.decided_at, ContractConflict.created_at, ContractConflict.version,
)  # fmt: skip
SHOWN: Final = 200
"""How many rows a page shows, the latest first."""
PURPOSE: Final = "契約の利益相反の確認のため"
AT_WORK: Final = ("agreed", "running", "reviewed", "ended", "handed_over")


async def entries(*, by: Viewer) -> list[EntryRow]:
    """The entries the viewer sees, latest first."""
    return await _entries(entries_visible_to(by), by)


async def entry_row(*, id: UUID, by: Viewer) -> EntryRow:
    """One entry. Raises `NotFound`."""
    for row in await _entries(entries_visible_to(by) & (TownContract.id == id), by):
        return row
    raise NotFound


async def entry_page(*, id: UUID, by: Viewer) -> EntryPage:
    """One entry with what was found. Raises `NotFound`."""
    async with reading(by) as work:
        entry = await entry_row(id=id, by=by)
        return EntryPage(
            entry,
            await checks_of(by=by, contract=id),
            await _conflicts(conflicts_visible_to(by) & (ContractConflict.contract == id), by),
            await is_waiting(work, "check_contract", {"contract": str(id)}),
        )


async def checks_of(*, by: Viewer, contract: UUID) -> list[CheckRow]:
    """The checks of an entry, latest first."""
    scope = checks_visible_to(by) & (ContractCheck.contract == contract)
    async with reading(by):
        rows = await ContractCheck.select(*CHECK).where(scope).order_by(ContractCheck.checked_at, ascending=False)
        names = await names_of({row["owner"] for row in rows}, by=by)
        return [convert(row | {"owner_name": names[row["owner"]]}, CheckRow) for row in rows]


async def conflict_row(*, id: UUID, by: Viewer) -> ConflictRow:
    """One conflict. Raises `NotFound`."""
    for row in await _conflicts(conflicts_visible_to(by) & (ContractConflict.id == id), by):
        return row
    raise NotFound


async def conflicts_of(*, member: UUID, by: Viewer) -> list[tuple[EntryRow, ConflictRow]]:
    """What contracts of towns conflicted with a person, latest first, each with its entry."""
    async with reading(by):
        rows = await _conflicts(conflicts_visible_to(by) & (ContractConflict.member == member), by)
        return [(await entry_row(id=row.contract, by=by), row) for row in rows]


async def at_work_in(*, municipality: UUID, period: Period, by: Viewer) -> list[AssignmentRow]:
    """The assignments for a town that overlap a period, as far as the viewer sees them."""
    rows, _ = await assignments(by=by, states=AT_WORK, municipality=municipality, size=None)
    return [row for row in rows if Period.inclusive(row.first_day, row.last_day).overlaps(period)]


async def _entries(scope: Condition, by: Viewer) -> list[EntryRow]:
    async with reading(by):
        rows = (
            await TownContract.select(*ENTRY)
            .where(scope)
            .order_by(TownContract.created_at, TownContract.id, ascending=False)
            .limit(SHOWN)
        )
        names = await names_of({row["municipality"] for row in rows}, by=by)
        return [_entry(row, names) for row in rows]


def _entry(row: Mapping[str, Any], names: Mapping[UUID, str]) -> EntryRow:
    period = Period.of(row["during"])
    days = {"first_day": period.start, "last_day": period.last}
    return convert({**row, **days, "municipality_name": names[row["municipality"]]}, EntryRow)


async def _conflicts(scope: Condition, by: Viewer) -> list[ConflictRow]:
    async with reading(by):
        rows: Sequence[dict[str, Any]] = (
            await ContractConflict.select(*CONFLICT)
            .where(scope)
            .order_by(ContractConflict.created_at, ContractConflict.id, ascending=False)
            .limit(SHOWN)
        )
        names = await names_of({row["owner"] for row in rows}, by=by)
        people = await member_names(ids={row["member"] for row in rows}, by=by, purpose=PURPOSE)
    return [
        convert(row | {"owner_name": names[row["owner"]], "person": people.get(row["member"], "")}, ConflictRow)
        for row in rows
    ]
