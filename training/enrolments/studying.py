"""E-learning units and what people say of sessions: the person's own part. Part of `operations`."""

from typing import Any
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from training.courses.queries import edition_of
from training.courses.rules import right_answers
from training.courses.schemas import Unit
from training.enrolments.moving import STALE
from training.enrolments.queries import enrolment_page, units_of
from training.enrolments.schemas import EnrolmentRow, Feedback, UnitAnswers, UnitRow
from training.enrolments.tables import CourseFeedback, UnitProgress


async def answer_unit(*, id: UUID, unit: int, given: UnitAnswers, by: Viewer) -> Done:
    """Keep what was answered so far; with every answer right the unit is passed, for good.

    Raises `NotFound` for a unit the current text does not have, `Conflict` after answers from elsewhere.
    """
    async with unit_of_work(by) as work:
        enrolment = await _own(id, by)
        edition = await edition_of(course=enrolment.course, by=by)
        if not 1 <= unit <= len(edition.units):
            raise NotFound
        questions = edition.units[unit - 1].questions
        if len(given.answers) != len(questions):
            raise RuleBroken("問いの数が変わりました。画面を読み込み直して、もう一度答えてください。", field="answers")
        right = right_answers(given.answers, [question.answer for question in questions])
        kept = (await units_of(enrolment=id, by=by)).get(unit)
        before = kept.passed_on if kept else None
        passed_on = before or (work.today if right else None)
        columns: dict[Any, Any] = {
            UnitProgress.answers: given.answers, UnitProgress.edition: edition.number,
            UnitProgress.passed_on: passed_on, UnitProgress.changed_at: work.now,
        }  # fmt: skip
        await _keep(enrolment, unit, kept, given.version, columns, work=work)
        if passed_on != before:
            await record(by=by, verb="pass_unit", noun="enrolment", subject=id, person=enrolment.member,
                         after={"unit": unit})  # fmt: skip
        return Done(id, given.version + 1)


async def say(*, id: UUID, feedback: Feedback, by: Viewer) -> Done:
    """Say what one thinks of the session one sat in; once."""
    async with unit_of_work(by) as work:
        enrolment = await _own(id, by)
        if enrolment.session is None or enrolment.state not in ("attending", "completed", "not_completed"):
            raise RuleBroken("感想を送れるのは、回に出席したあとです。書いた内容は画面に残っています。")
        said = work.new_id()
        await CourseFeedback.insert(
            CourseFeedback(id=said, enrolment=id, member=enrolment.member, school=enrolment.school,
                           session=enrolment.session, rating=feedback.rating, words=feedback.words, said_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="say", noun="course_feedback", subject=said, person=enrolment.member)
        return Done(id)


def wrong_answers(unit: Unit, answers: list[int]) -> list[int]:
    """Positions of the questions answered wrongly, the first is 1; unanswered ones are not among them."""
    pairs = enumerate(zip(unit.questions, answers, strict=False), start=1)
    return [position for position, (question, given) in pairs if given and given != question.answer]


async def _own(id: UUID, by: Viewer) -> EnrolmentRow:
    enrolment = await enrolment_page(id=id, by=by)
    if not by.is_member(enrolment.member):
        raise NotAllowed("答えと感想を書けるのは、受ける本人だけです。")
    return enrolment


async def _keep(
    enrolment: EnrolmentRow, unit: int, kept: UnitRow | None, seen: int, columns: dict[Any, Any], *, work: Work
) -> None:
    if kept is None:
        named: dict[str, Any] = {column._meta.name: value for column, value in columns.items()}
        named |= {"enrolment": enrolment.id, "member": enrolment.member, "pool": enrolment.pool}
        await UnitProgress.insert(UnitProgress(id=work.new_id(), unit=unit, **named))
        return
    same = (UnitProgress.enrolment == enrolment.id) & (UnitProgress.unit == unit) & (UnitProgress.version == seen)
    changes = columns | {UnitProgress.version: seen + 1}
    if not await UnitProgress.update(changes).where(same).returning(UnitProgress.id):
        raise Conflict(STALE)
