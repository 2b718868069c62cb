"""The JSON door of shared experts: the same operations, the same rules."""

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
from matching.experts import operations
from matching.experts.queries import experts_page, question_row, ways
from matching.experts.schemas import Closing, ExpertQuestionRow, ExpertsPage, ExpertThemes, NewExpertQuestion, Way
from matching.experts.talking import about_question
from registry.coordination import operations as coordination
from registry.coordination.queries import thread_on
from registry.coordination.schemas import NewMessageWithFile, ThreadPage

Key = NamedDependency[Keyed | None]


class QuestionTold(Struct, frozen=True):
    """A question with where it went and why, and what was said."""

    question: ExpertQuestionRow
    thread: ThreadPage


@get("/api/v1/experts")
async def list_experts(by: NamedDependency[Viewer]) -> ExpertsPage:
    """Who answers what; for a town, where its questions would go today; and what was asked."""
    return await experts_page(by=by)


@post("/api/v1/experts")
async def keep_expert(by: NamedDependency[Viewer], data: JSONBody[ExpertThemes], keyed: Key) -> Done:
    """For which themes a person of the own pool answers."""
    return await once(by, keyed, partial(operations.keep_expert, kept=data, by=by))


@get("/api/v1/experts/questions/new")
async def new_question(by: NamedDependency[Viewer]) -> list[Way]:
    """Theme by theme, where a question would go."""
    return await ways(by=by)


@post("/api/v1/experts/questions")
async def ask_expert(by: NamedDependency[Viewer], data: JSONBody[NewExpertQuestion], keyed: Key) -> Done:
    """Ask by theme."""
    return await once(by, keyed, partial(operations.ask_expert, question=data, by=by))


@get("/api/v1/experts/questions/{expert_question:uuid}")
async def show_question(by: NamedDependency[Viewer], expert_question: FromPath[UUID]) -> QuestionTold:
    """To whom it went and why, and what was said; a program's look marks nothing as read."""
    about = await about_question(question=expert_question, by=by)
    return QuestionTold(await question_row(id=expert_question, by=by), await thread_on(about, by))


@post("/api/v1/experts/questions/{expert_question:uuid}/messages")
async def say(
    by: NamedDependency[Viewer], expert_question: FromPath[UUID], data: JSONBody[NewMessageWithFile], keyed: Key
) -> Done:
    """Write to the other parties."""
    about = await about_question(question=expert_question, by=by)
    return await once(by, keyed, partial(coordination.say, about=about, message=data, papers=data.papers, by=by))


@post("/api/v1/experts/questions/{expert_question:uuid}/closing")
async def close_question(
    by: NamedDependency[Viewer], expert_question: FromPath[UUID], data: JSONBody[Closing], keyed: Key
) -> Done:
    """It is answered."""
    return await once(by, keyed, partial(operations.close_question, id=expert_question, closing=data, by=by))


HANDLERS: Sequence[Any] = (list_experts, keep_expert, new_question, ask_expert, show_question, say, close_question)
