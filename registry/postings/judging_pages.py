"""The HTML door of the selection: who judges, its steps, an application with its sheets and the decision."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.web.forms import read_form
from foundation.web.rendering import PageRequest, after_write, download
from foundation.web.sending import sent
from registry.postings import judging
from registry.postings.dossiers import attached_file, letters_of
from registry.postings.queries import application_row
from registry.postings.schemas import Decision, NewAssessor, NewStage, SheetForm
from registry.postings.showing import show_application, show_posting


@post("/postings/{posting:uuid}/assessors")
async def name_assessor(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Give somebody a seat."""
    return await sent(
        request, by, lambda form: judging.name_assessor(posting=posting, new=form.parse(NewAssessor), by=by),
        onward=f"/postings/{posting}/manage#judging", again=partial(show_posting, request, by, posting),
    )  # fmt: skip


@post("/posting-assessors/{assessor:uuid}/removal")
async def strike_assessor(request: PageRequest, by: NamedDependency[Viewer], assessor: FromPath[UUID]) -> Response[Any]:
    """Take the seat away."""
    form = await read_form(request)
    done = await once(by, form.keyed("strike_assessor"), partial(judging.strike_assessor, id=assessor, by=by))
    return after_write(request, f"/postings/{done.id}/manage#judging")


@post("/postings/{posting:uuid}/stages")
async def open_stage(request: PageRequest, by: NamedDependency[Viewer], posting: FromPath[UUID]) -> Response[Any]:
    """Begin a step."""
    return await sent(
        request, by, lambda form: judging.open_stage(posting=posting, new=form.parse(NewStage), by=by),
        onward=f"/postings/{posting}/manage#judging", again=partial(show_posting, request, by, posting),
    )  # fmt: skip


@post("/posting-stages/{stage:uuid}/closing")
async def close_stage(request: PageRequest, by: NamedDependency[Viewer], stage: FromPath[UUID]) -> Response[Any]:
    """End a step."""
    form = await read_form(request)
    done = await once(by, form.keyed("close_stage"), partial(judging.close_stage, id=stage, by=by))
    return after_write(request, f"/postings/{done.id}/manage#judging")


@get("/applications/{application:uuid}")
async def read_application(
    request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]
) -> Response[Any]:
    """Who applied, the sheets, the decision."""
    return await show_application(request, by, application)


@post("/applications/{application:uuid}/sheets")
async def write_sheet(request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]) -> Response[Any]:
    """Give points."""
    return await sent(
        request, by,
        lambda form: judging.write_sheet(application=application, sheet=form.parse(SheetForm).sheet(), by=by),
        onward=f"/applications/{application}", again=partial(show_application, request, by, application),
    )  # fmt: skip


@post("/applications/{application:uuid}/decision")
async def decide(request: PageRequest, by: NamedDependency[Viewer], application: FromPath[UUID]) -> Response[Any]:
    """Decide, and write the letter."""
    return await sent(
        request, by, lambda form: judging.decide(id=application, decision=form.parse(Decision), by=by),
        onward=f"/applications/{application}", again=partial(show_application, request, by, application),
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


HANDLERS: Sequence[Any] = (
    name_assessor, strike_assessor, open_stage, close_stage, read_application, write_sheet, decide, download_file,
    download_letters,
)  # fmt: skip
