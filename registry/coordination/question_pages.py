"""The HTML door of questions to all towns."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from registry.coordination import operations
from registry.coordination.queries import bodies_to_ask, question_page
from registry.coordination.rules import FIELD_NAMES, unanswered
from registry.coordination.schemas import NewAnswer, NewQuestion


@get("/coordination/questions/new")
async def new_question(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """An empty question."""
    return await _new(request, by)


@post("/coordination/questions")
async def ask_all(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask every town."""
    return await sent(
        request, by, lambda form: operations.ask_all(question=form.parse(NewQuestion), by=by),
        onward=lambda done: f"/coordination/questions/{done.id}", again=partial(_new, request, by),
    )  # fmt: skip


@get("/coordination/questions/{question:uuid}")
async def show_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """A question, with the answers the viewer may read."""
    return await _show(request, by, question)


@post("/coordination/questions/{question:uuid}/answers")
async def answer(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Answer it, or correct the answer."""
    return await _change(
        request, by, question,
        lambda form: operations.answer(question=question, given=form.parse(NewAnswer), by=by),
    )  # fmt: skip


@post("/coordination/questions/{question:uuid}/answers/{question_answer:uuid}/opening")
async def open_answer(
    request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID], question_answer: FromPath[UUID]
) -> Response[Any]:
    """Show one answer to all."""
    return await _change(
        request, by, question, lambda _: operations.open_answer(question=question, answer=question_answer, by=by)
    )


@post("/coordination/questions/{question:uuid}/opening")
async def open_answers(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Show every answer to all."""
    return await _change(request, by, question, lambda _: operations.open_answers(question=question, by=by))


@post("/coordination/questions/{question:uuid}/closing")
async def close_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Take no more answers."""
    return await _change(request, by, question, lambda _: operations.close_question(question=question, by=by))


async def _change(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/coordination/questions/{id}", again=partial(_show, request, by, id))


async def _new(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "coordination/question_new.html", asked=len(await bodies_to_ask(by=by)), field_names=FIELD_NAMES,
        refused=refused,
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    question = await question_page(id=id, by=by)
    asks = by.acts_for(question.owner)
    silent = unanswered(question.bodies, [one.organisation for one in question.answers]) if asks else []
    names = await names_of(set(silent), by=by)
    mine = question.mine.version if question.mine else 0
    return page(
        request, "coordination/question.html", question=question, asks=asks, silent=[names[body] for body in silent],
        talks=holds(by, Right.ASK), answers_now=by.organisation in question.bodies and question.waits,
        field_names=FIELD_NAMES, version=version_shown(refused, mine), refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    new_question, ask_all, show_question, answer, open_answer, open_answers, close_question,
)  # fmt: skip
