"""Questions about dealings and evidence."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.conflicts.access import checks_visible_to, declarations_visible_to
from matching.conflicts.rules import DeclarationKind, Declared, Finding, finding_from
from matching.conflicts.schemas import CheckRow, DeclarationRow
from matching.conflicts.tables import ConflictCheck, ConflictDeclaration
from registry.companies.queries import towns_traded_with
from registry.members.queries import employers_of, member_names, pools_of
from registry.municipalities.queries import towns_of_pool

DECLARATION = (
    ConflictDeclaration.id, ConflictDeclaration.member, ConflictDeclaration.municipality, ConflictDeclaration.kind,
    ConflictDeclaration.statement, ConflictDeclaration.employer, ConflictDeclaration.bars, ConflictDeclaration.pool,
    ConflictDeclaration.during,
)  # fmt: skip
CHECK = (
    ConflictCheck.id, ConflictCheck.proposal, ConflictCheck.member, ConflictCheck.municipality, ConflictCheck.clear,
    ConflictCheck.finding, ConflictCheck.checked_at,
)  # fmt: skip
LISTED = Declared(DeclarationKind.EMPLOYER_CONTRACT, bars=False, by_colleague=True, listed=True)
PURPOSE: Final = "利益相反の確認のため"
SHOWN = 200
"""How many rows the page of everybody shows, latest first; the evidence of one proposal or person is never cut."""


async def declarations(*, by: Viewer, member: UUID | None = None) -> list[DeclarationRow]:
    """The declarations the viewer sees, latest first; the latest of everybody, or all of one person."""
    scope: Condition = declarations_visible_to(by)
    if member is not None:
        scope = scope & (ConflictDeclaration.member == member)
    async with reading(by):
        select = (
            ConflictDeclaration.select(*DECLARATION)
            .where(scope)
            .order_by(ConflictDeclaration.created_at, ConflictDeclaration.id, ascending=False)
        )
        rows = await (select.limit(SHOWN) if member is None else select)
        return [convert(_shown(row), DeclarationRow) for row in await _with_names(rows, by)]


async def declaration(*, id: UUID, by: Viewer) -> DeclarationRow:
    """One declaration that the viewer sees. Raises `NotFound`."""
    async with reading(by):
        seen = declarations_visible_to(by) & (ConflictDeclaration.id == id)
        for row in await _with_names(await ConflictDeclaration.select(*DECLARATION).where(seen), by):
            return convert(_shown(row), DeclarationRow)
        raise NotFound


async def checks(*, by: Viewer, proposal: UUID | None = None, member: UUID | None = None) -> list[CheckRow]:
    """What was found, latest first; all of one proposal or person, or the latest of the viewer's body."""
    scope: Condition = checks_visible_to(by)
    if proposal is not None:
        scope = scope & (ConflictCheck.proposal == proposal)
    if member is not None:
        scope = scope & (ConflictCheck.member == member)
    async with reading(by):
        select = (
            ConflictCheck.select(*CHECK)
            .where(scope)
            .order_by(ConflictCheck.checked_at, ConflictCheck.id, ascending=False)
        )
        rows = await (select.limit(SHOWN) if proposal is None and member is None else select)
        return [convert(row, CheckRow) for row in await _with_names(rows, by)]


async def latest_checks(*, proposal: UUID, by: Viewer) -> dict[UUID, CheckRow]:
    """Town -> what was found when it was checked last for a proposal."""
    return {row.municipality: row for row in reversed(await checks(by=by, proposal=proposal))}


async def findings(*, member: UUID, towns: Mapping[UUID, Period], by: Viewer) -> dict[UUID, Finding]:
    """Town -> what the declarations in force in its period mean for this member.

    Counts the member's own declarations and, for dealings of the employer, those of colleagues and the towns that its
    own listing names.
    """
    async with reading(by):
        employer = (await employers_of(ids=[member], by=by)).get(member)
        about = (ConflictDeclaration.member == member) | among(ConflictDeclaration.employer, [employer])
        rows = await ConflictDeclaration.select(*DECLARATION).where(
            declarations_visible_to(by) & about & among(ConflictDeclaration.municipality, towns)
        )
        traded = {town for dealt in (await towns_traded_with(companies=[employer], by=by)).values() for town in dealt}
    return {
        town: finding_from([*_in_force(rows, town, period, member), *([LISTED] if town in traded else [])])
        for town, period in towns.items()
    }


async def people_in(*, rows: Sequence[DeclarationRow | CheckRow], by: Viewer) -> dict[UUID, str]:
    """Member -> name, of those whom the rows are about and whose names the viewer may read. Journalled."""
    return await member_names(ids={row.member for row in rows}, by=by, purpose=PURPOSE)


async def towns_offered(*, by: Viewer) -> list[tuple[UUID, str]]:
    """Towns to choose from: those of the pool that the viewer keeps or, as a member, is in."""
    pools = {by.organisation} if by.organisation else set(await pools_of(by=by))
    return [(town.id, town.name) for pool in pools if pool for town in await towns_of_pool(pool=pool, by=by)]


def _in_force(rows: Sequence[dict[str, Any]], town: UUID, period: Period, member: UUID) -> list[Declared]:
    return [
        Declared(row["kind"], row["bars"], by_colleague=row["member"] != member)
        for row in rows
        if row["municipality"] == town and Period.of(row["during"]).overlaps(period)
    ]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    period = Period.of(row["during"])
    return {**row, "first_day": period.start, "last_day": period.last}


async def _with_names(rows: Sequence[dict[str, Any]], by: Viewer) -> list[dict[str, Any]]:
    names = await names_of({row["municipality"] for row in rows}, by=by)
    return [row | {"municipality_name": names[row["municipality"]]} for row in rows]
