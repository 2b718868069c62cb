"""Questions about uploaded rosters: read again from the kept bytes each time. Part of `queries`."""

import asyncio
from typing import Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound, RuleBroken
from foundation.files.store import open_file
from foundation.text.tabular import TableUnreadable, read_table, write_csv, write_xlsx
from registry.members.access import imports_visible_to
from registry.members.roster import read_roster
from registry.members.roster_columns import columns_with
from registry.members.roster_rows import Roster, RosterError, RosterPerson
from registry.members.rules import MemberState, state_after
from registry.members.schemas import CellError, ImportRow, PreviewRow, RosterPreview
from registry.members.tables import MemberImport, PoolMembership
from registry.skills.queries import skills_of_scheme

Known = dict[str, tuple[UUID, bytes | None]]
"""External key -> member and the roster row they came from."""

WHY: Final = "直すところ"
LIST: Final = [column for column in MemberImport.all_columns() if column._meta.name in ImportRow.__struct_fields__]


async def roster_in(content: bytes, filename: str) -> Roster:
    """What a file holds; an open unit of work is needed. Raises `RuleBroken` where it cannot be read at all."""
    skills = {skill.name: skill.id for skill in await skills_of_scheme()}
    try:
        table = await asyncio.to_thread(read_table, content, filename)
        return read_roster(table, skills=skills)
    except TableUnreadable as error:
        raise RuleBroken(str(error), field="roster") from error


async def known_people(*, keys: list[str], by: Viewer) -> Known:
    """Those of `keys` that the viewer's own pool already has."""
    if not keys:
        return {}
    rows = await PoolMembership.select(
        PoolMembership.external_key, PoolMembership.member, PoolMembership.row_hash
    ).where(among(PoolMembership.pool, [by.organisation]) & PoolMembership.external_key.is_in(keys))
    return {row["external_key"]: (row["member"], row["row_hash"]) for row in rows}


async def imports(*, by: Viewer, limit: int = 20) -> list[ImportRow]:
    """Rosters that the viewer's body uploaded, latest first."""
    async with reading(by):
        rows = (
            await MemberImport.select(*LIST)
            .where(imports_visible_to(by))
            .order_by(MemberImport.uploaded_at, ascending=False)
            .limit(limit)
        )
        return [convert(row, ImportRow) for row in rows]


async def uploaded(*, id: UUID, by: Viewer) -> tuple[ImportRow, Roster]:
    """An uploaded roster and what it holds. Raises `NotFound`."""
    async with reading(by):
        rows = await MemberImport.select(*LIST, MemberImport.file).where(
            imports_visible_to(by) & (MemberImport.id == id)
        )
        if not rows:
            raise NotFound
        kept = await open_file(id=rows[0].pop("file"), by=by)
        return convert(rows[0], ImportRow), await roster_in(kept.content, kept.name)


async def roster_preview(*, id: UUID, by: Viewer) -> RosterPreview:
    """What applying an uploaded roster would do, and what is wrong with it by row and column."""
    async with reading(by):
        row, roster = await uploaded(id=id, by=by)
        known = await known_people(keys=[person.key for person in roster.people], by=by)
        return RosterPreview(
            roster=row, people=[_preview(person, known) for person in roster.people],
            errors=[_cell(error) for error in roster.errors], remarks=[_cell(remark) for remark in roster.remarks],
            left_out=len(roster.rejects),
        )  # fmt: skip


async def rejects(*, id: UUID, by: Viewer) -> bytes:
    """The rows that stay out, as a CSV of the same columns with what to put right beside each."""
    _, roster = await uploaded(id=id, by=by)
    why: dict[int, list[str]] = {}
    for error in roster.errors:
        why.setdefault(error.row_number, []).append(f"{error.column}：{error.sentence}")
    width = len(roster.header)
    rows = [[*cells[:width], " ".join(why.get(number, []))] for number, cells in roster.rejects.items()]
    return write_csv([*roster.header, WHY], rows)


def template(kind: str) -> bytes:
    """An empty roster of our own columns, `csv` or `xlsx`."""
    headings = [column.heading for column in columns_with({})]
    return write_csv(headings, []) if kind == "csv" else write_xlsx(headings, [], sheet="人材名簿")


def column_help() -> list[tuple[str, str, bool]]:
    """Heading, example and whether it must be there, for the page."""
    return [(column.heading, column.example, column.required) for column in columns_with({})]


def what_happens(person: RosterPerson, known: Known) -> str:
    """`new`, `changed` or `same`: the same row again changes nothing, whatever was edited by hand since."""
    if person.key not in known:
        return "new"
    return "same" if known[person.key][1] == person.row_hash else "changed"


def _preview(person: RosterPerson, known: Known) -> PreviewRow:
    levels = [held.level for held in person.member.skills]
    state = state_after(MemberState.ACTIVE, roles=person.member.roles, levels=levels)
    return PreviewRow(
        row_number=person.row_number, key=person.key, name=person.member.name, what=what_happens(person, known),
        complete=state is MemberState.ACTIVE,
    )  # fmt: skip


def _cell(error: RosterError) -> CellError:
    return CellError(row_number=error.row_number, column=error.column, sentence=error.sentence)
