"""The HTML door of those who keep and judge postings."""

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
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, once
from foundation.text.dates import today_jst
from foundation.web.forms import Refused, read_form
from foundation.web.rendering import PageRequest, download, page, redirect
from foundation.web.sending import sent
from registry.job_descriptions.queries import fixed_version
from registry.postings import asking, judging, operations, rules
from registry.postings.access import may_manage
from registry.postings.dossiers import application_page, attached_file, letters_of, names_of_applicants
from registry.postings.pages import WORDS as PUBLIC_WORDS
from registry.postings.queries import (
    application_row,
    applications,
    assessors_of,
    companies_asked,
    posting_page,
    postings,
    question_row,
    questions_of,
    reason_of,
    stages_of,
)
from registry.postings.schemas import (
    Answer,
    Decision,
    NewAssessor,
    NewPosting,
    NewStage,
    PostingChange,
    Reopening,
    SheetForm,
    Step,
)

FromDescription = Annotated[UUID, QueryParameter(name="description")]
WORDS: Final[dict[str, Any]] = PUBLIC_WORDS | {
    "stages_words": rules.STAGES, "criteria": rules.CRITERIA, "best": rules.BEST, "verdicts": rules.VERDICTS,
    "method_notes": rules.METHOD_NOTES,
}  # fmt: skip
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
    return await _manage(request, by, posting)


def _posting_door(path: str, name: str, shape: type[BaseModel], operation: Any) -> HTTPRouteHandler:
    async def take_step(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
        return await sent(
            request, by, lambda form: operation(id=posting, by=by, **{name: form.parse(shape)}),
            onward=f"/postings/{posting}/manage", again=partial(_manage, request, by, posting),
        )  # fmt: skip

    return post(f"/postings/{{posting:uuid}}/{path}")(take_step)


@post("/postings/{posting:uuid}/assessors")
async def name_assessor(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Give somebody a seat."""
    return await sent(
        request, by, lambda form: judging.name_assessor(posting=posting, new=form.parse(NewAssessor), by=by),
        onward=f"/postings/{posting}/manage#judging", again=partial(_manage, request, by, posting),
    )  # fmt: skip


@post("/posting-assessors/{assessor:uuid}/removal")
async def strike_assessor(request: PageRequest, by: NamedDependency[Viewer], assessor: FromPath[UUID]) -> Response[Any]:
    """Take the seat away."""
    form = await read_form(request)
    await once(by, form.keyed("strike_assessor"), partial(judging.strike_assessor, id=assessor, by=by))
    return redirect("/postings/manage")


@post("/postings/{posting:uuid}/stages")
async def open_stage(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Begin a step."""
    return await sent(
        request, by, lambda form: judging.open_stage(posting=posting, new=form.parse(NewStage), by=by),
        onward=f"/postings/{posting}/manage#judging", again=partial(_manage, request, by, posting),
    )  # fmt: skip


@post("/posting-stages/{stage:uuid}/closing")
async def close_stage(request: PageRequest, by: NamedDependency[Viewer], stage: FromPath[UUID]) -> Response[Any]:
    """End a step."""
    form = await read_form(request)
    await once(by, form.keyed("close_stage"), partial(judging.close_stage, id=stage, by=by))
    return redirect("/postings/manage")


@post("/posting-questions/{question:uuid}/answer")
async def answer_question(request: PageRequest, by: NamedDependency[Viewer], question: FromPath[UUID]) -> Response[Any]:
    """Answer for everybody."""
    posting = (await question_row(id=question, by=by)).posting
    return await sent(
        request, by, lambda form: asking.answer_question(id=question, answer=form.parse(Answer), by=by),
        onward=f"/postings/{posting}/manage#questions", again=partial(_manage, request, by, posting),
    )  # fmt: skip


@get("/applications/{application:uuid}")
async def show_application(
    request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]
) -> Response[Any]:
    """Who applied, the sheets, the decision."""
    return await _application(request, by, application)


@post("/applications/{application:uuid}/sheets")
async def write_sheet(request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]) -> Response[Any]:
    """Give points."""
    return await sent(
        request, by,
        lambda form: judging.write_sheet(application=application, sheet=form.parse(SheetForm).sheet(), by=by),
        onward=f"/applications/{application}", again=partial(_application, request, by, application),
    )  # fmt: skip


@post("/applications/{application:uuid}/decision")
async def decide(request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]) -> Response[Any]:
    """Decide, and write the letter."""
    return await sent(
        request, by, lambda form: judging.decide(id=application, decision=form.parse(Decision), by=by),
        onward=f"/applications/{application}", again=partial(_application, request, by, application),
    )  # fmt: skip


@get("/applications/{application:uuid}/files/{file:uuid}")
async def download_file(
    by: NamedDependency[Viewer], application: FromPath[UUID], file: FromPath[UUID]
) -> Response[Any]:
    """What was attached."""
    found = await attached_file(application=application, file=file, by=by)
    return download(found.content, media_type=found.media_type, filename=found.name)


@get("/applications/{application:uuid}/letters")
async def download_letters(by: NamedDependency[Viewer], application: FromPath[UUID]) -> Response[Any]:
    """What was written to the applicant, as text."""
    await application_row(id=application, by=by)
    letters = await letters_of(application=application, by=by)
    text = "\n\n----\n\n".join(f"{letter.subject}\n\n{letter.body}" for letter in letters)
    return download(text.encode(), media_type="text/plain; charset=utf-8", filename="通知文.txt")


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


async def _manage(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    posting = await posting_page(id=id, by=by)
    rows = await applications(by=by, posting=id)
    own = not may_manage(by, posting)
    towns = [town for kind in ("prefecture", "municipality") for town in await bodies_of_kind(kind, by=by)
             if posting.owner in (town.id, town.prefecture)]  # fmt: skip
    return page(
        request, "postings/office.html", posting=posting, questions=await questions_of(posting=id, by=by),
        assessors=await assessors_of(posting=id, by=by), stages=await stages_of(posting=id, by=by), applications=rows,
        names=await names_of_applicants(rows=rows, by=by), own=own, towns=towns if own else [],
        reason=await reason_of(posting=id, by=by), today=today_jst(current_clock().now()),
        verbs={row.verb for row in rules.LIFE.open_to(by, posting.state)} if own else set(), refused=refused, **WORDS,
    )  # fmt: skip


async def _application(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await application_page(id=id, by=by)
    posting = await posting_page(id=shown.application.posting, by=by)
    stages = [one for one in await stages_of(posting=posting.id, by=by) if one.round == shown.application.round]
    return page(
        request, "postings/application.html", shown=shown, posting=posting, stages=stages,
        assessors=await assessors_of(posting=posting.id, by=by), own=not may_manage(by, posting),
        verbs={row.verb for row in rules.APPLICATION.open_to(by, shown.application.state)}, refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    manage_postings, new_posting, prepare_posting, edit_posting, change_words, manage_posting, name_assessor,
    strike_assessor, open_stage, close_stage, answer_question, show_application, write_sheet, decide, download_file,
    download_letters, *(_posting_door(*door) for door in POSTING_DOORS),
)  # fmt: skip
