"""The HTML door of support records."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from matching.support import operations
from matching.support.attachments import attach_file, open_attachment
from matching.support.queries import records
from matching.support.rules import LIFE
from matching.support.schemas import Confirmation, Correction, Doubt, NewRecord
from matching.support.showing import WORDS, show_edit, show_new, show_record, with_length

InState = Annotated[str, QueryParameter(name="state")]
OfMember = Annotated[UUID | None, QueryParameter(name="member")]
OfTown = Annotated[UUID | None, QueryParameter(name="municipality")]
OfAssignment = Annotated[UUID | None, QueryParameter(name="assignment")]


@get("/support")
async def list_records(
    request: PageRequest,
    by: NamedDependency[Viewer],
    in_state: InState = "",
    of_member: OfMember = None,
    of_town: OfTown = None,
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """What was done, the latest day first."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await records(by=by, states=states, member=of_member, municipality=of_town, number=max(1, number))
    return page(
        request, "support/list.html", records=rows, found=found, state=in_state, member=of_member, town=of_town,
        logs=holds(by, Right.LOG_SUPPORT), **WORDS,
    )  # fmt: skip


@get("/support/new")
async def new_record(
    request: PageRequest, by: NamedDependency[Viewer], of_assignment: OfAssignment = None
) -> Response[Any]:
    """The log, empty."""
    return await show_new(request, by, chosen=of_assignment)


@post("/support")
async def write_record(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Send what was done, with a paper where one was chosen."""

    async def act(form: Form) -> Done:
        new, papers = with_length(form).parse(NewRecord), await form.attached("file")
        return await operations.write_record(new=new, papers=papers, by=by)

    return await sent(request, by, act, onward=lambda done: f"/support/{done.id}", again=partial(show_new, request, by))


@get("/support/{support_record:uuid}")
async def record(request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]) -> Response[Any]:
    """A record, its history, and what can be done with it."""
    return await show_record(request, by, support_record)


@get("/support/{support_record:uuid}/edit")
async def edit_record(
    request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]
) -> Response[Any]:
    """The record, to be corrected."""
    return await show_edit(request, by, support_record)


@post("/support/{support_record:uuid}/correction")
async def correct_record(
    request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]
) -> Response[Any]:
    """Replace what it says; what it said stays readable."""
    return await sent(
        request, by,
        lambda form: operations.correct_record(
            id=support_record, correction=with_length(form).parse(Correction), by=by
        ),
        onward=f"/support/{support_record}", again=partial(show_edit, request, by, support_record),
    )  # fmt: skip


@post("/support/{support_record:uuid}/confirmation")
async def confirm_record(
    request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]
) -> Response[Any]:
    """The town says it is right."""
    return await sent(
        request, by,
        lambda form: operations.confirm_record(id=support_record, confirmation=form.parse(Confirmation), by=by),
        onward=f"/support/{support_record}", again=partial(show_record, request, by, support_record),
    )  # fmt: skip


@post("/support/{support_record:uuid}/doubt")
async def question_record(
    request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]
) -> Response[Any]:
    """The town says what is wrong."""
    return await sent(
        request, by, lambda form: operations.question_record(id=support_record, doubt=form.parse(Doubt), by=by),
        onward=f"/support/{support_record}", again=partial(show_record, request, by, support_record),
    )  # fmt: skip


@post("/support/{support_record:uuid}/files")
async def add_file(request: PageRequest, by: NamedDependency[Viewer], support_record: FromPath[UUID]) -> Response[Any]:
    """Add a paper."""

    async def act(form: Form) -> Done:
        name, content = await form.chosen("file", "ファイルを選んでください。まだ何も添えていません。")
        return await attach_file(record=support_record, filename=name, content=content, by=by)

    return await sent(
        request, by, act, onward=f"/support/{support_record}", again=partial(show_record, request, by, support_record)
    )


@get("/support/{support_record:uuid}/files/{support_file:uuid}")
async def show_file(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], support_file: FromPath[UUID]
) -> Response[bytes]:
    """The bytes, to keep."""
    kept = await open_attachment(record=support_record, file=support_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (
    list_records, new_record, write_record, record, edit_record, correct_record, confirm_record, question_record,
    add_file, show_file,
)  # fmt: skip
