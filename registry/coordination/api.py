"""The JSON door of threads and questions: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from registry.coordination import operations
from registry.coordination.needs import about_need
from registry.coordination.queries import open_paper, question_page, questions, thread_on, thread_page, threads
from registry.coordination.schemas import (
    NewAnswer,
    NewMessageWithFile,
    NewQuestion,
    QuestionRow,
    ThreadPage,
    ThreadRow,
)

Key = NamedDependency[Keyed | None]


class Coordination(Struct, frozen=True):
    """Threads and questions."""

    threads: list[ThreadRow]
    questions: list[QuestionRow]


@get("/api/v1/coordination")
async def list_coordination(by: NamedDependency[Viewer]) -> Coordination:
    """The viewer's threads and questions."""
    return Coordination(await threads(by=by), await questions(by=by))


@get("/api/v1/coordination/needs/{need:uuid}")
async def show_need_thread(by: NamedDependency[Viewer], need: FromPath[UUID]) -> ThreadPage:
    """What was said about a need."""
    return await thread_on(await about_need(need=need, by=by), by)


@post("/api/v1/coordination/needs/{need:uuid}/messages")
async def say_about_need(
    by: NamedDependency[Viewer], need: FromPath[UUID], data: JSONBody[NewMessageWithFile], keyed: Key
) -> Done:
    """Write about a need."""
    about = await about_need(need=need, by=by)
    return await once(by, keyed, partial(operations.say, about=about, message=data, papers=data.papers, by=by))


@get("/api/v1/coordination/threads/{thread:uuid}")
async def show_thread(by: NamedDependency[Viewer], thread: FromPath[UUID]) -> ThreadPage:
    """A thread, whatever it is about; a program's look marks nothing as read."""
    return await thread_page(id=thread, by=by)


@post("/api/v1/coordination/threads/{thread:uuid}/messages")
async def reply(
    by: NamedDependency[Viewer], thread: FromPath[UUID], data: JSONBody[NewMessageWithFile], keyed: Key
) -> Done:
    """Write into it."""
    return await once(by, keyed, partial(operations.reply, thread=thread, message=data, papers=data.papers, by=by))


@get("/api/v1/coordination/threads/{thread:uuid}/files/{message_file:uuid}")
async def show_paper(
    by: NamedDependency[Viewer], thread: FromPath[UUID], message_file: FromPath[UUID]
) -> Response[bytes]:
    """A paper that came with a message."""
    kept = await open_paper(thread=thread, file=message_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


@post("/api/v1/coordination/questions")
async def ask_all(by: NamedDependency[Viewer], data: JSONBody[NewQuestion], keyed: Key) -> Done:
    """Ask every town."""
    return await once(by, keyed, partial(operations.ask_all, question=data, by=by))


@get("/api/v1/coordination/questions/{question:uuid}")
async def show_question(by: NamedDependency[Viewer], question: FromPath[UUID]) -> QuestionRow:
    """A question, with the answers the viewer may read."""
    return await question_page(id=question, by=by)


@post("/api/v1/coordination/questions/{question:uuid}/answers")
async def answer(by: NamedDependency[Viewer], question: FromPath[UUID], data: JSONBody[NewAnswer], keyed: Key) -> Done:
    """Answer it, or correct the answer."""
    return await once(by, keyed, partial(operations.answer, question=question, given=data, by=by))


@post("/api/v1/coordination/questions/{question:uuid}/answers/{question_answer:uuid}/opening")
async def open_answer(
    by: NamedDependency[Viewer], question: FromPath[UUID], question_answer: FromPath[UUID], keyed: Key
) -> Done:
    """Show one answer to all."""
    return await once(by, keyed, partial(operations.open_answer, question=question, answer=question_answer, by=by))


@post("/api/v1/coordination/questions/{question:uuid}/opening")
async def open_answers(by: NamedDependency[Viewer], question: FromPath[UUID], keyed: Key) -> Done:
    """Show every answer to all."""
    return await once(by, keyed, partial(operations.open_answers, question=question, by=by))


@post("/api/v1/coordination/questions/{question:uuid}/closing")
async def close_question(by: NamedDependency[Viewer], question: FromPath[UUID], keyed: Key) -> Done:
    """Take no more answers."""
    return await once(by, keyed, partial(operations.close_question, question=question, by=by))


HANDLERS: Sequence[Any] = (
    list_coordination, show_need_thread, say_about_need, show_thread, reply, show_paper, ask_all, show_question, answer,
    open_answer, open_answers, close_question,
)  # fmt: skip
