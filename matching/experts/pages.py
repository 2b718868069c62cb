"""The HTML door of shared experts."""

from collections.abc import Awaitable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from matching.assignments.calendar import people_at_work
from matching.experts import operations
from matching.experts.access import may_close
from matching.experts.queries import experts_page, question_row, ways
from matching.experts.rules import ASKED_ABOUT, LIFE, THEMES
from matching.experts.schemas import Closing, ExpertThemes, NewExpertQuestion
from matching.experts.talking import about_question
from registry.coordination.showing import said, show_thread_about


@get("/experts")
async def list_experts(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Who answers what, and what was asked."""
    return await _list(request, by)


@post("/experts")
async def keep_expert(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """For which themes a person answers."""
    return await sent(
        request, by, lambda form: operations.keep_expert(kept=form.parse(ExpertThemes), by=by),
        onward="/experts", again=partial(_list, request, by),
    )  # fmt: skip


@get("/experts/questions/new")
async def new_question(request: PageRequest, by: NamedDependency[Viewer], theme: FromQuery[str] = "") -> Response[Any]:
    """An empty question, and to whom each theme goes."""
    return await _new(request, by, theme=theme)


@post("/experts/questions")
async def ask_expert(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask."""
    return await sent(
        request, by, lambda form: operations.ask_expert(question=form.parse(NewExpertQuestion), by=by),
        onward=lambda done: f"/experts/questions/{done.id}", again=partial(_new, request, by),
    )  # fmt: skip


@get("/experts/questions/{expert_question:uuid}")
async def show_question(
    request: PageRequest, by: NamedDependency[Viewer], expert_question: FromPath[UUID]
) -> Response[Any]:
    """To whom it went and why, and what was said."""
    return await _question(request, by, expert_question)


@post("/experts/questions/{expert_question:uuid}/messages")
async def say(request: PageRequest, by: NamedDependency[Viewer], expert_question: FromPath[UUID]) -> Response[Any]:
    """Write to the other parties."""
    about = await about_question(question=expert_question, by=by)
    return await _done(request, by, expert_question, partial(said, about=about, by=by))


@post("/experts/questions/{expert_question:uuid}/closing")
async def close_question(
    request: PageRequest, by: NamedDependency[Viewer], expert_question: FromPath[UUID]
) -> Response[Any]:
    """It is answered."""

    def act(form: Form) -> Awaitable[Done]:
        return operations.close_question(id=expert_question, closing=form.parse(Closing), by=by)

    return await _done(request, by, expert_question, act)


async def _done(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    again = partial(_question, request, by, id)
    return await sent(request, by, act, onward=f"/experts/questions/{id}", again=again)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    shown, keeps = await experts_page(by=by), holds(by, Right.PROPOSE) and by.organisation is not None
    own = {one.member: one for one in shown.experts if by.acts_for(one.owner)}
    return page(
        request, "experts/list.html", shown=shown, themes=THEMES, asked_about=ASKED_ABOUT, life=LIFE, keeps=keeps,
        own=own, people=await people_at_work(by=by) if keeps else [], asks=by.kind == "municipality"
        and holds(by, Right.TALK), refused=refused,
    )  # fmt: skip


async def _new(request: PageRequest, by: Viewer, refused: Refused | None = None, *, theme: str = "") -> Response[Any]:
    return page(
        request, "experts/ask.html", ways=await ways(by=by), asked_about=ASKED_ABOUT, theme=theme, refused=refused
    )


async def _question(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await question_row(id=id, by=by)
    about = await about_question(question=id, by=by)
    return await show_thread_about(
        request, by, about, "/experts", refused, template="experts/question.html", question=row, life=LIFE,
        asked_about=ASKED_ABOUT, closes=row.state == "open" and may_close(by, row) is None and holds(by, Right.TALK),
        version=version_shown(refused, row.version),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_experts, keep_expert, new_question, ask_expert, show_question, say, close_question)
