"""What is stated of a person one thing at a time: a skill with its proof, terms of work. Part of `operations`."""

from datetime import date
from typing import Final
from uuid import UUID

from asyncpg import Range

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import RuleBroken
from registry.members.changes import note_change
from registry.members.kept_schemas import Held, Kept
from registry.members.record_schemas import SkillStated, TermsEdit
from registry.members.rules import MemberState, state_after
from registry.members.tables import MemberRole
from registry.members.versions import kept_by_viewer, next_version, tell_the_others

SEEN_BY_A_POOL: Final = (
    "このスキルの深さは、人材プールが証拠を見て確かめたものです。何も変えていません。"
    "変えたいときは、訂正の依頼を送ってください。"
)
SKILL: Final = """
insert into member_skill (id, member, skill, level, verified_by, valid) values ($1, $2, $3, $4, $5, $6)
on conflict (member, skill) do update set level = excluded.level, verified_by = excluded.verified_by,
    valid = excluded.valid
"""
PROOF: Final = """
insert into skill_proof (id, member, skill, pool, seen_on, evidence) values ($1, $2, $3, $4, $5, $6)
on conflict (member, skill, pool) do update set seen_on = excluded.seen_on, evidence = excluded.evidence
"""
TERMS: Final = """
insert into member_terms
    (member, travel_limit_minutes, max_municipalities, day_rate_yen, regions, conditions, pledged_on)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (member) do update set travel_limit_minutes = excluded.travel_limit_minutes,
    max_municipalities = excluded.max_municipalities, day_rate_yen = excluded.day_rate_yen,
    regions = excluded.regions, conditions = excluded.conditions, pledged_on = excluded.pledged_on
"""


async def state_skill(*, member: UUID, stated: SkillStated, by: Viewer) -> Done:
    """A skill with its level, the days on which it counts and, from a pool, the proof it saw.

    The person states a level that nobody verified; one that a pool verified takes a correction request.
    Raises `Conflict` where the person changed after `stated.version`.
    """
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        before = next((held for held in own.held if held.skill == stated.skill), None)
        if by.is_member(member) and (stated.seen or (before and before.verified_by)):
            raise RuleBroken(SEEN_BY_A_POOL, field="level")
        roles = [row["role"] for row in await MemberRole.select(MemberRole.role).where(MemberRole.member == member)]
        levels = [stated.level, *(held.level for held in own.held if held.skill != stated.skill)]
        state = state_after(MemberState(own.state), roles=roles, levels=levels)
        version = await next_version(member, stated.version, {"state": state})
        await _write_skill(member, stated, work=work, by=by)
        after = stated.model_dump(mode="json", include={"skill", "level", "valid_from", "valid_to"})
        await record(by=by, verb="state_skill", noun="member", subject=stated.skill, person=member, after=after)
        await _note_skill(member, own, before, stated, version, by=by)
        await tell_the_others(member, "スキル", by=by)
        return Done(member, version)


async def edit_terms(*, member: UUID, edit: TermsEdit, by: Viewer) -> Done:
    """On which terms the person works. Raises `Conflict` where the person changed after `edit.version`."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        version = await next_version(member, edit.version, {})
        await work.connection.execute(
            TERMS, member, edit.travel_limit_minutes, edit.max_municipalities, edit.day_rate_yen,
            list(dict.fromkeys(edit.regions)), edit.conditions, edit.pledged_on,
        )  # fmt: skip
        after = edit.model_dump(mode="json", exclude={"version"})
        before = {field: getattr(own.terms, field) for field in after}
        await record(by=by, verb="edit_terms", noun="member", subject=member, person=member, before=before, after=after)
        await note_change(member=member, verb="edit_terms", version=version, before=before, after=after, by=by)
        await tell_the_others(member, "働く条件", by=by)
        return Done(member, version)


async def _write_skill(member: UUID, stated: SkillStated, *, work: Work, by: Viewer) -> None:
    verified_by = by.organisation if stated.seen else None
    await work.connection.execute(
        SKILL, work.new_id(), member, stated.skill, stated.level, verified_by, _valid(stated)
    )  # fmt: skip
    if by.organisation is None:
        return
    if stated.seen or stated.evidence:
        await work.connection.execute(
            PROOF, work.new_id(), member, stated.skill, by.organisation, work.today, stated.evidence
        )
    else:
        await work.connection.execute(
            "delete from skill_proof where member = $1 and skill = $2 and pool = $3",
            member, stated.skill, by.organisation,
        )  # fmt: skip


def _valid(stated: SkillStated) -> "Range[date] | None":
    if stated.valid_from is None and stated.valid_to is None:
        return None
    end = Period.inclusive(stated.valid_to, stated.valid_to).end if stated.valid_to else None
    return Range(stated.valid_from, end)


async def _note_skill(
    member: UUID, own: Kept, before: Held | None, stated: SkillStated, version: int, *, by: Viewer
) -> None:
    had = [_told(before.skill, before.level, before.valid_to)] if before else []
    became = [_told(stated.skill, stated.level, stated.valid_to)]
    proof = {row.skill: row.evidence for row in own.proofs if row.pool == by.organisation}
    await note_change(
        member=member, verb="state_skill", version=version, before={"skills": had, "proof": proof.get(stated.skill)},
        after={"skills": became, "proof": stated.evidence}, by=by,
    )  # fmt: skip


def _told(skill: UUID, level: int | None, valid_to: object) -> dict[str, object]:
    return {"skill": str(skill), "level": level, "valid_to": valid_to}
