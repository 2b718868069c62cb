"""Study meetings of a pool: held, who was there, and how often each person comes (Kumamoto's weekly study)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.journal.operations import record as journal
from auth.organisations.queries import names_of
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import Work, reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.support.access import attendance_visible_to, own_studies
from matching.support.schemas import Attendance, NewStudy, StudyRow
from matching.support.tables import StudyAttendance, StudySession
from registry.members.queries import pool_list

ROW = (
    StudySession.id, StudySession.owner, StudySession.held_on, StudySession.minutes, StudySession.title,
    StudySession.themes, StudySession.notes, StudySession.version,
)  # fmt: skip
STALE = "この勉強会の出席は、ほかの人が先に直しました。何も変えていません。画面を読み込み直してください。"


async def studies(*, by: Viewer, number: int = 1) -> tuple[list[StudyRow], Page]:
    """A page of the meetings of the viewer's body, or of those the viewer, a member, was at; the latest first."""
    async with reading(by):
        went: Any = StudyAttendance.select(StudyAttendance.study).where(attendance_visible_to(by))
        scope: Condition = own_studies(by) | StudySession.id.is_in(went)
        select = StudySession.select(*ROW).where(scope).order_by(StudySession.held_on, StudySession.id, ascending=False)
        rows, found = await page_of(select, count=StudySession.count().where(scope), number=number)
        present = await StudyAttendance.select(StudyAttendance.study, StudyAttendance.member).where(
            attendance_visible_to(by) & among(StudyAttendance.study, [row["id"] for row in rows])
        )
        bodies = await names_of({row["owner"] for row in rows}, by=by)
    came: dict[UUID, list[UUID]] = {}
    for row in present:
        came.setdefault(row["study"], []).append(row["member"])
    return [
        convert(row | {"owner_name": bodies[row["owner"]], "attended": came.get(row["id"], [])}, StudyRow)
        for row in rows
    ], found


async def people_of_pool(*, by: Viewer) -> dict[UUID, str]:
    """Member -> name of everybody in the pool of the viewer's own body; a name that is not open is empty."""
    rows, found = await pool_list(by=by)
    for number in range(2, found.last + 1):
        rows = rows + (await pool_list(by=by, number=number))[0]
    return {row.card.id: row.name or "" for row in rows}


async def hold_study(*, new: NewStudy, by: Viewer) -> Done:
    """Note a meeting that was held, and who was there."""
    require(by, Right.HEAR)
    async with unit_of_work(by) as work:
        if by.kind not in ("prefecture", "union"):
            raise NotAllowed("勉強会を記録できるのは、人材プールの団体だけです。")
        if new.held_on > work.today:
            raise RuleBroken("きょうより後の日は、まだ記録できません。", field="held_on")
        id = work.new_id()
        told = new.model_dump(exclude={"attended"})
        await StudySession.insert(
            StudySession(id=id, owner=by.organisation, created_at=work.now, changed_at=work.now, **told)
        )
        await _attend(id, new.attended, work=work, by=by)
        await journal(by=by, verb="hold_study", noun="study_session", subject=id, after=told)
        return Done(id)


async def note_attendance(*, id: UUID, attendance: Attendance, by: Viewer) -> Done:
    """Who was there, as it should read. Raises `Conflict` where somebody else was first."""
    require(by, Right.HEAR)
    async with unit_of_work(by) as work:
        rows = await StudySession.select(StudySession.version).where(own_studies(by) & (StudySession.id == id))
        if not rows:
            raise NotFound
        same = (StudySession.id == id) & (StudySession.version == attendance.version)
        moved: Mapping[Any, Any] = {StudySession.version: attendance.version + 1, StudySession.changed_at: work.now}
        if not await StudySession.update(dict(moved)).where(same).returning(StudySession.id):
            raise Conflict(STALE)
        await StudyAttendance.delete().where(StudyAttendance.study == id)
        await _attend(id, attendance.attended, work=work, by=by)
        await journal(by=by, verb="note_attendance", noun="study_session", subject=id,
                      after={"attended": len(attendance.attended)})  # fmt: skip
        return Done(id, attendance.version + 1)


async def _attend(study: UUID, members: Collection[UUID], *, work: Work, by: Viewer) -> None:
    if foreign := set(members) - set(await people_of_pool(by=by)):
        raise RuleBroken(f"自分の人材プールの人から選んでください（{len(foreign)}人が違います）。", field="attended")
    for member in dict.fromkeys(members):
        await StudyAttendance.insert(
            StudyAttendance(id=work.new_id(), study=study, owner=by.organisation, member=member, created_at=work.now)
        )
