"""The HTML door of questions to all towns."""

from collections.abc import Awaitable, Callable, Sequence
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
from foundation.database.idempotency import Done, once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
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
    form = await read_form(request)
    try:
        question = form.parse(NewQuestion)
        done = await once(by, form.keyed("ask_all"), partial(operations.ask_all, question=question, by=by))
    except Refusal as refusal:
        return await _new(request, by, form=form, refusal=refusal)
    return redirect(f"/coordination/questions/{done.id}")


@get("/coordination/questions/{question:uuid}")
async def show_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """A question, with the answers the viewer may read."""
    return await _show(request, by, question)


@post("/coordination/questions/{question:uuid}/answers")
async def answer(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Answer it, or correct the answer."""
    form = await read_form(request)

    async def act() -> Done:
        return await operations.answer(question=question, given=form.parse(NewAnswer), by=by)

    return await _change(request, by, question, form, "answer", act)


@post("/coordination/questions/{question:uuid}/answers/{question_answer:uuid}/opening")
async def open_answer(
    request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID], question_answer: FromPath[UUID]
) -> Response[Any]:
    """Show one answer to all."""
    form = await read_form(request)
    act = partial(operations.open_answer, question=question, answer=question_answer, by=by)
    return await _change(request, by, question, form, "open_answer", act)


@post("/coordination/questions/{question:uuid}/opening")
async def open_answers(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Show every answer to all."""
    form = await read_form(request)
    act = partial(operations.open_answers, question=question, by=by)
    return await _change(request, by, question, form, "open_answers", act)


@post("/coordination/questions/{question:uuid}/closing")
async def close_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Take no more answers."""
    form = await read_form(request)
    act = partial(operations.close_question, question=question, by=by)
    return await _change(request, by, question, form, "close_question", act)


async def _change(
    request: PageRequest, by: Viewer, id: UUID, form: Form, verb: str, act: Callable[[], Awaitable[Done]]
) -> Response[Any]:
    try:
        await once(by, form.keyed(verb), act)
    except Refusal as refusal:
        return await _show(request, by, id, form=form, refusal=refusal)
    return redirect(f"/coordination/questions/{id}")


async def _new(
    request: PageRequest, by: Viewer, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    return page(
        request, "coordination/question_new.html", status=refusal.status if refusal else 200,
        asked=len(await bodies_to_ask(by=by)), field_names=FIELD_NAMES, form=form,
        problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


async def _show(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    question = await question_page(id=id, by=by)
    asks = by.acts_for(question.owner)
    silent = unanswered(question.bodies, [one.organisation for one in question.answers]) if asks else []
    names = await names_of(set(silent), by=by)
    stale = refusal is not None and refusal.status == 409
    mine = question.mine.version if question.mine else 0
    return page(
        request, "coordination/question.html", status=refusal.status if refusal else 200, question=question, asks=asks,
        silent=[names[body] for body in silent], talks=holds(by, Right.TALK), answers_now=by.organisation
        in question.bodies and question.waits, stale=stale, field_names=FIELD_NAMES,
        version=mine if stale or form is None else form.first("version") or mine,
        form=form, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    new_question, ask_all, show_question, answer, open_answer, open_answers, close_question,
)  # fmt: skip
