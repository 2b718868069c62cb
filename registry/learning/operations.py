"""Asking courses of people, letting them off, noting what they completed."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_member
from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.learning.access import may_ask
from registry.learning.queries import posting_courses, requirement, requirements_of
from registry.learning.schemas import CompletionNoted, RequirementAsked, Waiver
from registry.learning.tables import PostingCourse, TrainingCompletion, TrainingRequirement
from registry.members.queries import kept

STALE: Final = "この研修の求めは、ほかの人が先に変えました。何も変えていません。画面を読み込み直して確かめてください。"


async def ask_posting_courses(*, member: UUID, required_for: str, first_day: date, by: Viewer) -> list[UUID]:
    """Ask of a person whose hiring is decided what the pool asks of everybody before posting, due on the day before.

    What was asked of them already stays as it is. For `matching`, in the transaction in which hiring is decided;
    returns the requirements that are new. `first_day` is the first day of work, a JST date.
    """
    async with unit_of_work(by) as work:
        standing = {row.course for row in await requirements_of(members=[member], by=by) if by.acts_for(row.pool)}
        due = max(work.today, date.fromordinal(first_day.toordinal() - 1))
        return [
            (await ask_course(by=by, asked=RequirementAsked(
                member=member, course=row.course, course_name=row.course_name, required_for=required_for, due_on=due,
                before_posting=True,
            ))).id
            for row in await posting_courses(by=by) if by.acts_for(row.pool) and row.course not in standing
        ]  # fmt: skip


async def ask_course(*, asked: RequirementAsked, by: Viewer) -> Done:
    """Ask a course of a person of one's own pool, who is told what for. Raises `NotFound` for other pools' people."""
    if refusal := may_ask(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await kept(id=asked.member, by=by)
        if asked.due_on is not None and asked.due_on < work.today:
            raise RuleBroken("期限は、今日より後の日にしてください。", field="due_on")
        id = work.new_id()
        await TrainingRequirement.insert(
            TrainingRequirement(id=id, pool=by.organisation, required_at=work.now, waived_on=None, **asked.model_dump())
        )
        after = asked.model_dump(mode="json", exclude={"member"})
        await record(
            by=by, verb="ask_course", noun="training_requirement", subject=id, person=asked.member, after=after
        )
        await _tell_asked(id, asked, by=by)
        return Done(id, 1)


async def waive_course(*, id: UUID, waiver: Waiver, by: Viewer) -> Done:
    """Let a person off a course one's own pool asked; the gate no longer waits for it. Raises `Conflict`."""
    if refusal := may_ask(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        row = await requirement(id=id, by=by)
        if not by.acts_for(row.pool):
            raise NotAllowed("免除できるのは、この研修を求めた県などだけです。")
        if row.waived_on is not None:
            raise RuleBroken("この研修は、すでに免除されています。何も変えていません。")
        same = (TrainingRequirement.id == id) & (TrainingRequirement.version == waiver.version)
        changes: dict[Any, Any] = {
            TrainingRequirement.waived_on: work.today,
            TrainingRequirement.waived_because: waiver.reason,
            TrainingRequirement.version: waiver.version + 1,
        }
        if not await TrainingRequirement.update(changes).where(same).returning(TrainingRequirement.id):
            raise Conflict(STALE)
        await record(by=by, verb="waive_course", noun="training_requirement", subject=id, person=row.member,
                     after={"waived_on": work.today})  # fmt: skip
        await tell_member(
            member=row.member, key=f"training-waived-{id}", by=by,
            subject=f"「{row.course_name}」の研修は免除されました", body=waiver.reason, link="/training",
        )  # fmt: skip
        return Done(id, waiver.version + 1)


async def note_completion(*, completed: CompletionNoted, by: Viewer) -> Done:
    """Note that a person completed a course; for `training`, in the transaction in which the school says so.

    The database refuses a completion without an enrolment that this school holds.
    """
    async with unit_of_work(by) as work:
        id = work.new_id()
        await TrainingCompletion.insert(TrainingCompletion(id=id, school=by.organisation, **completed.model_dump()))
        after = {"course": completed.course, "valid_to": completed.valid_to}
        await record(by=by, verb="note_completion", noun="training_completion", subject=id, person=completed.member,
                     after=after)  # fmt: skip
        return Done(id)


async def ask_before_posting(*, course: str, course_name: str, source: str, by: Viewer) -> Done:
    """From now on one's own pool asks this course of everybody before posting; `source` says where that stands."""
    if refusal := may_ask(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        id = work.new_id()
        await PostingCourse.insert(
            PostingCourse(id=id, pool=by.organisation, course=course, course_name=course_name, source=source,
                          created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="ask_before_posting", noun="posting_course", subject=id, after={"course": course})
        return Done(id)


async def ask_no_longer(*, id: UUID, by: Viewer) -> Done:
    """The pool no longer asks a course of everybody; what was asked of people already stays asked."""
    if refusal := may_ask(by):
        raise NotAllowed(refusal)
    async with unit_of_work(by):
        gone = await PostingCourse.delete().where(
            (PostingCourse.id == id) & (PostingCourse.pool == by.organisation)
        ).returning(PostingCourse.course)  # fmt: skip
        if not gone:
            raise NotFound
        await record(by=by, verb="ask_no_longer", noun="posting_course", subject=id, before=gone[0])
        return Done(id)


async def _tell_asked(id: UUID, asked: RequirementAsked, *, by: Viewer) -> None:
    due = f"期限：{asked.due_on:%Y年%-m月%-d日}。" if asked.due_on else ""
    gate = "修了するまで配属は始まりません。" if asked.before_posting else ""
    await tell_member(
        member=asked.member, key=f"training-required-{id}", by=by,
        subject=f"「{asked.course_name}」の研修を受けてください",
        body=f"理由：{asked.required_for}。{due}{gate}開催の回を選んで申し込んでください。",
        link=f"/training/enrolments/{id}",
    )  # fmt: skip
