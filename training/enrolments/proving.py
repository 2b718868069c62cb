"""A completion reaches the person's skills, with the proof the pool can show. Part of `operations`."""

from typing import Final
from uuid import UUID, uuid5

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.text.ids import BODY_NAMESPACE
from registry.members.queries import kept
from registry.members.record_schemas import SkillStated
from registry.members.stating import state_skill
from registry.skills.queries import OWN_SCHEME
from training.courses.queries import course
from training.enrolments.queries import enrolment_page
from training.enrolments.schemas import EnrolmentRow

LEVEL_TAUGHT: Final = 1
"""What a course alone shows: 手順があればできる. Higher levels take work that a pool saw."""


async def prove_skills(*, enrolment: UUID, by: Viewer) -> None:
    """For the pool that asked the course: what it teaches is noted with the proof 研修修了. Run twice, noted once.

    A level that somebody stated or a pool verified stays; only the proof joins it.
    """
    async with unit_of_work(by):
        row = await enrolment_page(id=enrolment, by=by)
        if row.completed_on is None:
            return
        for code in (await course(code=row.course, by=by)).teaches:
            await _prove(row, uuid5(BODY_NAMESPACE, f"{OWN_SCHEME}-{code}"), by=by)


async def _prove(row: EnrolmentRow, skill: UUID, *, by: Viewer) -> None:
    own = await kept(id=row.member, by=by)
    if any(proof.skill == skill and proof.pool == by.organisation for proof in own.proofs):
        return
    held = next((held for held in own.held if held.skill == skill), None)
    stands = held is not None and held.level is not None
    stated = SkillStated(
        skill=skill, level=held.level if held and stands else LEVEL_TAUGHT, version=own.version,
        seen=not stands or bool(held and held.verified_by),
        evidence=f"研修修了「{row.course_name}」（{row.completed_on:%Y年%-m月%-d日}）",
    )  # fmt: skip
    await state_skill(member=row.member, stated=stated, by=by)
