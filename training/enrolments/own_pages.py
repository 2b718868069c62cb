"""The HTML door of one person's one course: places, units, what they say of it."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form
from foundation.web.rendering import PageRequest
from foundation.web.sending import Act, sent
from training.enrolments import operations, studying
from training.enrolments.schemas import Feedback, SessionChoice, UnitAnswers
from training.enrolments.showing import enrolment_shown, unit_shown


@get("/training/enrolments/{enrolment:uuid}")
async def show_enrolment(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """One person's one course and what can be done next."""
    return await enrolment_shown(request, by, enrolment)


@post("/training/enrolments/{enrolment:uuid}/place")
async def take_place(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Take a place in a session."""
    return await _in_session(request, by, enrolment, operations.take_place)


@post("/training/enrolments/{enrolment:uuid}/waiting")
async def wait_for_place(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Wait for a place in a full session."""
    return await _in_session(request, by, enrolment, operations.wait_for_place)


@post("/training/enrolments/{enrolment:uuid}/leaving")
async def leave_place(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Give a place back, or stop waiting."""
    return await _acted(request, by, enrolment, lambda _: operations.leave_place(id=enrolment, by=by))


@post("/training/enrolments/{enrolment:uuid}/make-up")
async def make_up(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Take the course again."""
    return await _acted(request, by, enrolment, lambda _: operations.make_up(id=enrolment, by=by))


@post("/training/enrolments/{enrolment:uuid}/renewal")
async def renew(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Take a course again whose completion lapses."""
    return await _acted(request, by, enrolment, lambda _: operations.renew(id=enrolment, by=by))


@post("/training/enrolments/{enrolment:uuid}/feedback")
async def say(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Say what one thinks of the session."""
    return await _acted(
        request, by, enrolment, lambda form: studying.say(id=enrolment, feedback=form.parse(Feedback), by=by)
    )


@get("/training/enrolments/{enrolment:uuid}/units/{unit:int}")
async def show_unit(
    request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID], unit: FromPath[int]
) -> Response[Any]:
    """A unit to read and its questions."""
    return await unit_shown(request, by, enrolment, unit)


@post("/training/enrolments/{enrolment:uuid}/units/{unit:int}")
async def answer_unit(
    request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID], unit: FromPath[int]
) -> Response[Any]:
    """Keep what was answered so far. Every question is a group of choices of its own: `answer-1`, `answer-2`."""
    here = f"/training/enrolments/{enrolment}/units/{unit}"
    return await sent(
        request, by, lambda form: studying.answer_unit(id=enrolment, unit=unit, given=_answers(form), by=by),
        onward=here, again=partial(unit_shown, request, by, enrolment, unit),
    )  # fmt: skip


def _answers(form: Form) -> UnitAnswers:
    count = min(_number(form, "questions"), 50)
    answers = [_number(form, f"answer-{position}") for position in range(1, count + 1)]
    return UnitAnswers.model_construct(answers=answers, version=_number(form, "version"))


def _number(form: Form, name: str) -> int:
    """What a hidden field or a chosen button says; 0 where there is nothing or no number of ours."""
    text = form.first(name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


async def _in_session(
    request: PageRequest, by: Viewer, enrolment: UUID, operation: Callable[..., Awaitable[Done]]
) -> Response[Any]:
    return await _acted(
        request, by, enrolment, lambda form: operation(id=enrolment, session=form.parse(SessionChoice).session, by=by)
    )


async def _acted(request: PageRequest, by: Viewer, enrolment: UUID, act: Act) -> Response[Any]:
    return await sent(
        request, by, act, onward=f"/training/enrolments/{enrolment}",
        again=partial(enrolment_shown, request, by, enrolment),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_enrolment, take_place, wait_for_place, leave_place, make_up, renew, say, show_unit, answer_unit,
)  # fmt: skip
