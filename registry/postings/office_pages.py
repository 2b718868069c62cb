"""The HTML door of those who keep postings: their words, where they stand, the questions."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response
from pydantic import BaseModel

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.job_descriptions.queries import fixed_version
from registry.postings import asking, operations
from registry.postings.queries import (
    companies_asked,
    posting_page,
    postings,
    question_row,
)
from registry.postings.schemas import (
    Answer,
    NewPosting,
    PostingChange,
    Reopening,
    Step,
)
from registry.postings.showing import WORDS, show_posting

FromDescription = Annotated[UUID, QueryParameter(name="description")]
POSTING_DOORS: Final[Sequence[tuple[str, str, type[BaseModel], Callable[..., Awaitable[Done]]]]] = (
    ("opening", "step", Step, operations.open_posting),
    ("closing", "step", Step, operations.close_posting),
    ("failure", "step", Step, operations.fail_posting),
    ("reopening", "again", Reopening, operations.reopen_posting),
)
"""Last word of the path, the operation's argument, its shape."""


@get("/postings/manage")
async def manage_postings(
    request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1
) -> Response[Any]:
    """Those the viewer's body keeps, and those it assesses."""
    rows, found = await postings(by=by, own=True, number=max(1, number))
    return page(request, "postings/manage.html", postings=rows, found=found, **WORDS)


@get("/postings/new")
async def new_posting(request: PageRequest, by: NamedDependency[Viewer], wanted: FromDescription) -> Response[Any]:
    """From a fixed job description."""
    return await _new(request, by, wanted)


@post("/postings")
async def prepare_posting(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Prepare one."""

    async def again(refused: Refused) -> Response[Any]:
        return await _new(request, by, refused.form.parse(_OfDescription).description, refused)

    return await sent(
        request, by, lambda form: operations.prepare_posting(new=form.parse(NewPosting), by=by),
        onward=lambda done: f"/postings/{done.id}/manage", again=again,
    )  # fmt: skip


@get("/postings/{posting:uuid}/edit")
async def edit_posting(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Its words."""
    return await _edit(request, by, posting)


@post("/postings/{posting:uuid}/words")
async def change_words(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Other words; over words that are no longer the latest both are shown."""
    return await sent(
        request, by, lambda form: operations.edit_posting(id=posting, change=form.parse(PostingChange), by=by),
        onward=f"/postings/{posting}/manage", again=partial(_edit, request, by, posting),
    )  # fmt: skip


@get("/postings/{posting:uuid}/manage")
async def manage_posting(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Where it stands, its questions, who judges, who applied."""
    return await show_posting(request, by, posting)


def _posting_door(path: str, name: str, shape: type[BaseModel], operation: Any) -> HTTPRouteHandler:
    async def take_step(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
        return await sent(
            request, by, lambda form: operation(id=posting, by=by, **{name: form.parse(shape)}),
            onward=f"/postings/{posting}/manage", again=partial(show_posting, request, by, posting),
        )  # fmt: skip

    return post(f"/postings/{{posting:uuid}}/{path}")(take_step)


@post("/posting-questions/{question:uuid}/answer")
async def answer_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Answer for everybody."""
    posting = (await question_row(id=question, by=by)).posting
    return await sent(
        request, by, lambda form: asking.answer_question(id=question, answer=form.parse(Answer), by=by),
        onward=f"/postings/{posting}/manage#questions", again=partial(show_posting, request, by, posting),
    )  # fmt: skip


class _OfDescription(BaseModel):
    description: UUID


async def _new(request: PageRequest, by: Viewer, description: UUID, refused: Refused | None = None) -> Response[Any]:
    row, version = await fixed_version(description=description, by=by)
    return page(
        request, "postings/edit.html", description=row, content=version.content, posting=None, chosen=[],
        companies=await bodies_of_kind("company", by=by), refused=refused, **WORDS,
    )  # fmt: skip


async def _edit(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    posting = await posting_page(id=id, by=by)
    return page(
        request, "postings/edit.html", description=None, content=posting.content, posting=posting,
        chosen=await companies_asked(posting=id, by=by), companies=await bodies_of_kind("company", by=by),
        refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    manage_postings, new_posting, prepare_posting, edit_posting, change_words, manage_posting,
    answer_question, *(_posting_door(*door) for door in POSTING_DOORS),
)  # fmt: skip
