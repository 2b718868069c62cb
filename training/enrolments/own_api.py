"""The JSON door of one person's one course: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.errors import NotFound
from training.courses.queries import edition_of
from training.enrolments import operations, studying
from training.enrolments.queries import enrolment_page, units_of
from training.enrolments.schemas import EnrolmentRow, Feedback, SessionChoice, UnitAnswers, UnitRow

Key = NamedDependency[Keyed | None]


class QuestionShown(Struct, frozen=True):
    """A question without its answer."""

    ask: str
    choices: list[str]


class UnitShown(Struct, frozen=True):
    """A unit to read, its questions, and what was answered so far; None: not opened yet."""

    title: str
    body: str
    questions: list[QuestionShown]
    progress: UnitRow | None


@get("/api/v1/training/enrolments/{enrolment:uuid}")
async def show_enrolment(by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> EnrolmentRow:
    """One enrolment."""
    return await enrolment_page(id=enrolment, by=by)


@post("/api/v1/training/enrolments/{enrolment:uuid}/place")
async def take_place(
    by: NamedDependency[Viewer], enrolment: FromPath[UUID], data: JSONBody[SessionChoice], keyed: Key
) -> Done:
    """Take a place in a session."""
    return await once(by, keyed, partial(operations.take_place, id=enrolment, session=data.session, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/waiting")
async def wait_for_place(
    by: NamedDependency[Viewer], enrolment: FromPath[UUID], data: JSONBody[SessionChoice], keyed: Key
) -> Done:
    """Wait for a place in a full session."""
    return await once(by, keyed, partial(operations.wait_for_place, id=enrolment, session=data.session, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/leaving")
async def leave_place(by: NamedDependency[Viewer], enrolment: FromPath[UUID], keyed: Key) -> Done:
    """Give a place back, or stop waiting."""
    return await once(by, keyed, partial(operations.leave_place, id=enrolment, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/make-up")
async def make_up(by: NamedDependency[Viewer], enrolment: FromPath[UUID], keyed: Key) -> Done:
    """Take the course again."""
    return await once(by, keyed, partial(operations.make_up, id=enrolment, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/renewal")
async def renew(by: NamedDependency[Viewer], enrolment: FromPath[UUID], keyed: Key) -> Done:
    """Take a course again whose completion lapses."""
    return await once(by, keyed, partial(operations.renew, id=enrolment, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/feedback")
async def say(by: NamedDependency[Viewer], enrolment: FromPath[UUID], data: JSONBody[Feedback], keyed: Key) -> Done:
    """Say what one thinks of the session."""
    return await once(by, keyed, partial(studying.say, id=enrolment, feedback=data, by=by))


@get("/api/v1/training/enrolments/{enrolment:uuid}/units/{unit:int}")
async def show_unit(by: NamedDependency[Viewer], enrolment: FromPath[UUID], unit: FromPath[int]) -> UnitShown:
    """A unit to read and its questions."""
    row = await enrolment_page(id=enrolment, by=by)
    edition = await edition_of(course=row.course, by=by)
    if not 1 <= unit <= len(edition.units):
        raise NotFound
    read = edition.units[unit - 1]
    return UnitShown(
        title=read.title, body=read.body, questions=[QuestionShown(row.ask, row.choices) for row in read.questions],
        progress=(await units_of(enrolment=enrolment, by=by)).get(unit),
    )  # fmt: skip


@post("/api/v1/training/enrolments/{enrolment:uuid}/units/{unit:int}")
async def answer_unit(
    by: NamedDependency[Viewer], enrolment: FromPath[UUID], unit: FromPath[int], data: JSONBody[UnitAnswers], keyed: Key
) -> Done:
    """Keep what was answered so far."""
    return await once(by, keyed, partial(studying.answer_unit, id=enrolment, unit=unit, given=data, by=by))


HANDLERS: Sequence[Any] = (
    show_enrolment, take_place, wait_for_place, leave_place, make_up, renew, say, show_unit, answer_unit,
)  # fmt: skip
