"""Rosters: what a file's rows would do to the viewer's own pool, and doing it. Part of `operations`."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, Refusal
from foundation.text.sheet_shape import Sheet, SheetRow
from foundation.text.tabular import Table
from registry.members.operations import edit_member, offer_member_days
from registry.members.queries import as_registered
from registry.members.roster import read_roster
from registry.members.roster_rows import RosterPerson
from registry.members.rules import MemberState, state_after
from registry.members.schemas import MemberEdit, NewMember, SkillHeld
from registry.members.tables import Member, PoolMembership
from registry.members.taking_in import PURPOSE, take_in_new
from registry.skills.operations import keep_tags
from registry.skills.queries import skills_of_scheme
from registry.skills.rules import ADVISOR_TAGS

INCOMPLETE: Final = "役割か深さを補うまで、候補に入りません"

Rows = Sequence[SheetRow[RosterPerson]]


async def read_members(table: Table, by: Viewer) -> Sheet[RosterPerson]:
    """What a roster holds. Raises `TableUnreadable`."""
    async with reading(by):
        skills = {skill.name: skill.id for skill in await skills_of_scheme()}
    return await asyncio.to_thread(read_roster, table, skills=skills)


async def sort_members(rows: Rows, by: Viewer) -> dict[str, str]:
    """Key -> `new`, `changed` or `same`: the same row again changes nothing, whatever was edited by hand since."""
    known = await _known([row.key for row in rows], by)
    return {
        row.key: "new" if row.key not in known else "same" if known[row.key][1] == row.row_hash else "changed"
        for row in rows
    }


async def take_in_members(rows: Rows, what: Mapping[str, str], by: Viewer) -> None:
    """Register the new people and bring the changed ones up to date. A refusal names its row."""
    async with unit_of_work(by) as work:
        await keep_tags(scheme=ADVISOR_TAGS, names={tag for row in rows for tag in row.value.tags})
        await take_in_new([row for row in rows if what[row.key] == "new"], work=work, by=by)
        changed = [row for row in rows if what[row.key] == "changed"]
        known = await _known([row.key for row in changed], by)
        for row in changed:
            await _change(known[row.key][0], row, by=by)


def shown_member(row: SheetRow[RosterPerson]) -> tuple[str, str]:
    """Whom a row names, and what to know about it."""
    member = row.value.member
    state = state_after(MemberState.ACTIVE, roles=member.roles, levels=[held.level for held in member.skills])
    return member.name, "" if state is MemberState.ACTIVE else INCOMPLETE


async def _known(keys: list[str], by: Viewer) -> dict[str, tuple[UUID, bytes | None]]:
    """Those of `keys` that the viewer's own pool already has: the member, and the row they came from.

    An entry that was merged stands for the one it became.
    """
    if not keys:
        return {}
    async with reading(by):
        rows = await PoolMembership.select(
            PoolMembership.external_key, PoolMembership.member, PoolMembership.row_hash
        ).where(among(PoolMembership.pool, [by.organisation]) & PoolMembership.external_key.is_in(keys))
        merged = await Member.select(Member.id, Member.merged_into).where(
            among(Member.id, [row["member"] for row in rows]) & Member.merged_into.is_not_null()
        )
    became = {row["id"]: row["merged_into"] for row in merged}
    return {row["external_key"]: (became.get(row["member"], row["member"]), row["row_hash"]) for row in rows}


async def _change(id: UUID, row: SheetRow[RosterPerson], *, by: Viewer) -> None:
    try:
        before, version = await as_registered(id=id, by=by, purpose=PURPOSE)
        after = before.model_dump() | row.value.member.model_dump(exclude_unset=True)
        after |= {"skills": _skills(before, row.value), "external_key": before.external_key}
        await edit_member(id=id, edit=MemberEdit.model_validate(after | {"version": version}), by=by)
        if row.value.days is not None:
            await offer_member_days(id=id, offered=row.value.days, by=by)
    except Refusal as refusal:
        raise Conflict(f"{row.row_number}行目：{refusal.sentence}") from refusal
    own = (PoolMembership.external_key == row.key) & among(PoolMembership.pool, [by.organisation])
    await PoolMembership.update({PoolMembership.row_hash: row.row_hash}).where(own)


def _skills(before: NewMember, person: RosterPerson) -> list[SkillHeld]:
    """Tags join what is known and take no level away; our own template replaces, and proof stays with its level."""
    if "skills" not in person.member.model_fields_set:
        return before.skills
    had = {held.skill: held for held in before.skills}
    named = [had.get(held.skill, held) if person.tags else _with_proof(held, had) for held in person.member.skills]
    others = [held for held in before.skills if person.tags and held not in named]
    return [*named, *others]


def _with_proof(held: SkillHeld, had: dict[UUID, SkillHeld]) -> SkillHeld:
    earlier = had.get(held.skill)
    return earlier if earlier is not None and earlier.level == held.level else held
