"""The JSON door of those who keep and judge postings: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from registry.postings import asking, judging, operations
from registry.postings.dossiers import application_page, attached_file, letters_of
from registry.postings.queries import (
    application_row,
    applications,
    assessors_of,
    posting_page,
    postings,
    questions_of,
    stages_of,
)
from registry.postings.rows import (
    ApplicationPage,
    ApplicationRow,
    AssessorRow,
    LetterRow,
    PostingPage,
    PostingRow,
    QuestionRow,
    StageRow,
)
from registry.postings.schemas import (
    Answer,
    Decision,
    NewAssessor,
    NewPosting,
    NewStage,
    PostingChange,
    Reopening,
    Sheet,
    Step,
)

Key = NamedDependency[Keyed | None]
By = NamedDependency[Viewer]


class KeptList(Struct, frozen=True):
    """A page of the postings that the viewer's body keeps or assesses."""

    total: int
    number: int
    last: int
    postings: list[PostingRow]


class Kept(Struct, frozen=True):
    """A posting with everything around it."""

    posting: PostingPage
    questions: list[QuestionRow]
    assessors: list[AssessorRow]
    stages: list[StageRow]
    applications: list[ApplicationRow]


@get("/api/v1/postings/manage")
async def manage_postings(by: By, number: FromQuery[int] = 1) -> KeptList:
    """Those the viewer's body keeps, and those it assesses."""
    rows, found = await postings(by=by, own=True, number=max(1, number))
    return KeptList(found.total, found.number, found.last, rows)


@post("/api/v1/postings")
async def prepare_posting(by: By, data: JSONBody[NewPosting], keyed: Key) -> Done:
    """Prepare one for a fixed job description."""
    return await once(by, keyed, partial(operations.prepare_posting, new=data, by=by))


@get("/api/v1/postings/{posting:uuid}/manage")
async def manage_posting(by: By, posting: FromPath[UUID]) -> Kept:
    """Where it stands."""
    return Kept(
        await posting_page(id=posting, by=by), await questions_of(posting=posting, by=by),
        await assessors_of(posting=posting, by=by), await stages_of(posting=posting, by=by),
        await applications(by=by, posting=posting),
    )  # fmt: skip


@post("/api/v1/postings/{posting:uuid}/words")
async def change_words(by: By, posting: FromPath[UUID], data: JSONBody[PostingChange], keyed: Key) -> Done:
    """Other words while it is prepared."""
    return await once(by, keyed, partial(operations.edit_posting, id=posting, change=data, by=by))


@post("/api/v1/postings/{posting:uuid}/opening")
async def open_posting(by: By, posting: FromPath[UUID], data: JSONBody[Step], keyed: Key) -> Done:
    """Publish it."""
    return await once(by, keyed, partial(operations.open_posting, id=posting, step=data, by=by))


@post("/api/v1/postings/{posting:uuid}/closing")
async def close_posting(by: By, posting: FromPath[UUID], data: JSONBody[Step], keyed: Key) -> Done:
    """Take no more applications."""
    return await once(by, keyed, partial(operations.close_posting, id=posting, step=data, by=by))


@post("/api/v1/postings/{posting:uuid}/failure")
async def fail_posting(by: By, posting: FromPath[UUID], data: JSONBody[Step], keyed: Key) -> Done:
    """Nobody was found."""
    return await once(by, keyed, partial(operations.fail_posting, id=posting, step=data, by=by))


@post("/api/v1/postings/{posting:uuid}/reopening")
async def reopen_posting(by: By, posting: FromPath[UUID], data: JSONBody[Reopening], keyed: Key) -> Done:
    """Call again."""
    return await once(by, keyed, partial(operations.reopen_posting, id=posting, again=data, by=by))


@post("/api/v1/postings/{posting:uuid}/assessors")
async def name_assessor(by: By, posting: FromPath[UUID], data: JSONBody[NewAssessor], keyed: Key) -> Done:
    """Give somebody a seat."""
    return await once(by, keyed, partial(judging.name_assessor, posting=posting, new=data, by=by))


@post("/api/v1/posting-assessors/{assessor:uuid}/removal")
async def strike_assessor(by: By, assessor: FromPath[UUID], keyed: Key) -> Done:
    """Take the seat away."""
    return await once(by, keyed, partial(judging.strike_assessor, id=assessor, by=by))


@post("/api/v1/postings/{posting:uuid}/stages")
async def open_stage(by: By, posting: FromPath[UUID], data: JSONBody[NewStage], keyed: Key) -> Done:
    """Begin a step of the screening."""
    return await once(by, keyed, partial(judging.open_stage, posting=posting, new=data, by=by))


@post("/api/v1/posting-stages/{stage:uuid}/closing")
async def close_stage(by: By, stage: FromPath[UUID], keyed: Key) -> Done:
    """End it."""
    return await once(by, keyed, partial(judging.close_stage, id=stage, by=by))


@post("/api/v1/posting-questions/{question:uuid}/answer")
async def answer_question(by: By, question: FromPath[UUID], data: JSONBody[Answer], keyed: Key) -> Done:
    """Answer for everybody."""
    return await once(by, keyed, partial(asking.answer_question, id=question, answer=data, by=by))


@get("/api/v1/applications/{application:uuid}")
async def show_application(by: By, application: FromPath[UUID]) -> ApplicationPage:
    """Who applied, the sheets, the decision."""
    return await application_page(id=application, by=by)


@post("/api/v1/applications/{application:uuid}/sheets")
async def write_sheet(by: By, application: FromPath[UUID], data: JSONBody[Sheet], keyed: Key) -> Done:
    """Give points."""
    return await once(by, keyed, partial(judging.write_sheet, application=application, sheet=data, by=by))


@post("/api/v1/applications/{application:uuid}/decision")
async def decide(by: By, application: FromPath[UUID], data: JSONBody[Decision], keyed: Key) -> Done:
    """Decide; the applicant gets a letter."""
    return await once(by, keyed, partial(judging.decide, id=application, decision=data, by=by))


@get("/api/v1/applications/{application:uuid}/files/{file:uuid}")
async def show_file(by: By, application: FromPath[UUID], file: FromPath[UUID]) -> Response[bytes]:
    """The bytes of what was attached; `person.files` of the application holds the ids."""
    found = await attached_file(application=application, file=file, by=by)
    return download(found.content, media_type=found.media_type, filename=found.name)


@get("/api/v1/applications/{application:uuid}/letters")
async def list_letters(by: By, application: FromPath[UUID]) -> list[LetterRow]:
    """What was written to the applicant."""
    await application_row(id=application, by=by)
    return await letters_of(application=application, by=by)


HANDLERS: Sequence[Any] = (
    manage_postings, prepare_posting, manage_posting, change_words, open_posting, close_posting, fail_posting,
    reopen_posting, name_assessor, strike_assessor, open_stage, close_stage, answer_question, show_application,
    write_sheet, decide, show_file, list_letters,
)  # fmt: skip
