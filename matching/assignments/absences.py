"""Days on which the person does not come, and who comes instead. Part of `operations`."""

from datetime import date
from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.dates import period_text
from matching.assignments.access import may_end_absence, may_record
from matching.assignments.life import absence_row, absences_open
from matching.assignments.moving import kept, tell_both
from matching.assignments.queries import assignment_row
from matching.assignments.rules import ABSENCE, EXTENSIONS_OF, days_text
from matching.assignments.schemas import AbsenceNoted, AbsenceOver, AbsenceRow, AssignmentRow, CoverChosen
from matching.assignments.tables import AssignmentAbsence
from matching.conflicts.queries import findings
from registry.capacity import operations as capacity
from registry.capacity.queries import days_short
from registry.disclosures import operations as disclosures
from registry.disclosures.rules import Basis
from registry.learning.queries import gate_of
from registry.members.queries import kept as kept_member
from registry.members.rules import MemberState

STALE = "この不在は、ほかの人が先に動かしました。何も変えていません。画面を読み込み直して確かめてください。"
NAME_PURPOSE = "不在のあいだの代わりの支援のため"
NOT_ACTIVE = "この人は、お休み中か、登録の内容がそろっていません。何も変えていません。ほかの人を選んでください。"


async def note_absence(*, assignment: UUID, noted: AbsenceNoted, by: Viewer) -> Done:
    """Write down days on which the person does not come; the other sides are told.

    Raises `RuleBroken` for days outside the assignment, `Conflict` where an absence already stands on them.
    """
    require(by, Right.LOG_SUPPORT)
    async with unit_of_work(by) as work:
        row = await assignment_row(id=assignment, by=by)
        if may_record(by, row):
            raise NotAllowed("不在を書けるのは、本人、支援を受けている町、この人を提案した団体だけです。")
        if row.state not in EXTENSIONS_OF:
            raise RuleBroken("この配属は終わっています。不在は記録していません。")
        if noted.first_day < row.first_day or noted.last_day > row.last_day:
            raise RuleBroken("不在の期間は、配属の期間の中の日にしてください。", field="last_day")
        id, period = work.new_id(), Period.inclusive(noted.first_day, noted.last_day)
        await AssignmentAbsence.insert(
            AssignmentAbsence(id=id, assignment=assignment, owner=row.owner, member=row.member,
                              municipality=row.municipality, during=period.as_range(), kind=noted.kind,
                              note=noted.note, created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="note_absence", noun="assignment", subject=assignment, person=row.member,
                     after={"first_day": noted.first_day, "last_day": noted.last_day})  # fmt: skip
        days = period_text(period.start, period.end)
        await tell_both(row, f"absence-{id}", "来られない日があります", f"{days}。{noted.note}", by=by)
        await tell_body(organisation=row.owner, right=Right.PROPOSE, key=f"absence-{id}-owner", by=by,
                        subject=f"{row.municipality_name}：代わりの人を探してください", body=f"{days}。{noted.note}",
                        link=f"/assignments/{assignment}")  # fmt: skip
        return Done(id, 1)


async def cover_absence(*, id: UUID, chosen: CoverChosen, by: Viewer) -> Done:
    """Somebody else of the pool comes instead; their days are booked, and given back with the absence.

    Raises `RuleBroken` where their days are not free (naming the dates), a conflict of interest bars them, or training
    asked before posting is not done.
    """
    async with unit_of_work(by) as work:
        absence = await absence_row(id=id, by=by)
        assignment = await kept(absence.assignment, by=by)
        target = ABSENCE.target("cover", absence.state, by=by)
        if chosen.cover == absence.member:
            raise RuleBroken("本人ではない人を選んでください。", field="cover")
        period = Period.inclusive(max(absence.first_day, work.today), absence.last_day)
        if period.end is None or period.end <= period.start:
            raise RuleBroken("この不在は、もう過ぎています。何も変えていません。")
        await _check_cover(absence, chosen, period, by=by)
        changes: dict[Any, Any] = {AssignmentAbsence.cover: chosen.cover,
                                   AssignmentAbsence.cover_half_days: chosen.half_days}  # fmt: skip
        done = await _move(absence, chosen.version, target, changes)
        await capacity.book(member=chosen.cover, municipality=absence.municipality, subject=id, period=period,
                            half_days=chosen.half_days, by=by)  # fmt: skip
        await disclosures.grant(member=chosen.cover, receiver=absence.municipality, basis=Basis.ASSIGNMENT,
                                purpose=NAME_PURPOSE, period=Period(work.today, period.end), subject=id,
                                by=by)  # fmt: skip
        await record(by=by, verb="cover_absence", noun="assignment", subject=assignment.id, person=chosen.cover,
                     after={"first_day": period.start, "last_day": period.last})  # fmt: skip
        days = period_text(period.start, period.end)
        await tell_both(assignment, f"absence-{id}-{done.version}", "代わりの人が決まりました", f"{days}。", by=by)
        await tell_member(member=chosen.cover, key=f"absence-{id}-{done.version}-cover", by=by,
                          subject=f"{absence.municipality_name}：代わりの支援をお願いします",
                          body=f"{days}。{absence.note}", link="/assignments/calendar")  # fmt: skip
        return done


async def end_absence(*, id: UUID, over: AbsenceOver, by: Viewer) -> Done:
    """The person is back, or was never away: whoever came instead is free again from the day after."""
    async with unit_of_work(by):
        absence = await absence_row(id=id, by=by)
        if refusal := may_end_absence(by, absence):
            raise NotAllowed(refusal)
        target = ABSENCE.target(over.verb, absence.state, by=by)
        last_day = over.last_day or absence.last_day if over.verb == "end" else None
        if last_day is not None and not absence.first_day <= last_day <= absence.last_day:
            raise RuleBroken("最後の日は、不在の期間の中の日にしてください。", field="last_day")
        return await _close(absence, over.version, target, last_day, by=by)


async def cut_absences(assignment: AssignmentRow, last_day: date | None, *, by: Viewer) -> None:
    """What ends with an assignment after `last_day`; None: it never started, and all is called off."""
    for absence in await absences_open(by=by, assignment=assignment.id):
        if last_day is None or absence.first_day > last_day:
            await _close(absence, absence.version, "called_off", None, by=by)
        elif absence.last_day > last_day:
            await _close(absence, absence.version, absence.state, last_day, by=by)


async def _check_cover(absence: AbsenceRow, chosen: CoverChosen, period: Period, *, by: Viewer) -> None:
    if (await kept_member(id=chosen.cover, by=by)).state != MemberState.ACTIVE:
        raise RuleBroken(NOT_ACTIVE, field="cover")
    if closed := (await gate_of(member=chosen.cover, by=by, day=period.start)).closed_because:
        raise RuleBroken(closed, field="cover")
    found = await findings(member=chosen.cover, towns={absence.municipality: period}, by=by)
    finding = found[absence.municipality]
    if not finding.clear:
        raise RuleBroken(f"利益相反のため、この人は選べません：{finding.sentence}", field="cover")
    short = await days_short(member=chosen.cover, period=period, half_days=chosen.half_days, by=by)
    if short:
        raise RuleBroken(
            f"この人の日数が足りない期間があります：{days_text(short)}。ほかの人か、少ない日数を選んでください。",
            field="half_days",
        )


async def _close(absence: AbsenceRow, version: int, target: str, last_day: date | None, *, by: Viewer) -> Done:
    changes: dict[Any, Any] = {}
    if last_day is not None:
        changes[AssignmentAbsence.during] = Period.inclusive(absence.first_day, last_day).as_range()
    done = await _move(absence, version, target, changes)
    await record(by=by, verb="close_absence", noun="assignment", subject=absence.assignment, person=absence.member,
                 before={"state": absence.state}, after={"state": target, "last_day": last_day})  # fmt: skip
    if absence.cover is not None:
        await _free_cover(absence, absence.cover, last_day, done, by=by)
    return done


async def _free_cover(absence: AbsenceRow, cover: UUID, last_day: date | None, done: Done, *, by: Viewer) -> None:
    if last_day is None:
        await capacity.release(subject=absence.id, by=by)
    else:
        await capacity.shorten(subject=absence.id, last_day=last_day, by=by)
    await disclosures.end(subject=absence.id, last_day=last_day, by=by)
    await tell_member(member=cover, key=f"absence-{absence.id}-{done.version}-cover", by=by,
                      subject=f"{absence.municipality_name}：代わりの支援が終わります",
                      body="空いた日数は、ほかの支援に使えます。", link="/assignments/calendar")  # fmt: skip


async def _move(absence: AbsenceRow, version: int, target: str, changes: dict[Any, Any]) -> Done:
    moved = changes | {AssignmentAbsence.state: target, AssignmentAbsence.version: absence.version + 1}
    same = (AssignmentAbsence.id == absence.id) & (AssignmentAbsence.version == version)
    if not await AssignmentAbsence.update(moved).where(same).returning(AssignmentAbsence.id):
        raise Conflict(STALE)
    return Done(absence.id, absence.version + 1)
