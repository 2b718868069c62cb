"""The JSON door of support records: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from matching.support import operations
from matching.support.attachments import attach_file, open_attachment
from matching.support.queries import record_page, records
from matching.support.rules import LIFE
from matching.support.schemas import Confirmation, Correction, Doubt, FileUpload, NewRecord, RecordPage, RecordRow

Key = NamedDependency[Keyed | None]
InState = Annotated[str, QueryParameter(name="state")]
OfMember = Annotated[UUID | None, QueryParameter(name="member")]
OfTown = Annotated[UUID | None, QueryParameter(name="municipality")]


class RecordList(Struct, frozen=True):
    """A page of records."""

    total: int
    number: int
    last: int
    records: list[RecordRow]


@get("/api/v1/support")
async def list_records(
    by: NamedDependency[Viewer],
    in_state: InState = "",
    of_member: OfMember = None,
    of_town: OfTown = None,
    number: FromQuery[int] = 1,
) -> RecordList:
    """What was done, the latest day first."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await records(by=by, states=states, member=of_member, municipality=of_town, number=max(1, number))
    return RecordList(total=found.total, number=found.number, last=found.last, records=rows)


@post("/api/v1/support")
async def write_record(by: NamedDependency[Viewer], data: JSONBody[NewRecord], keyed: Key) -> Done:
    """Send what was done."""
    return await once(by, keyed, partial(operations.write_record, new=data, by=by))


@get("/api/v1/support/{support_record:uuid}")
async def record(by: NamedDependency[Viewer], support_record: FromPath[UUID]) -> RecordPage:
    """A record and its history."""
    return await record_page(id=support_record, by=by)


@post("/api/v1/support/{support_record:uuid}/correction")
async def correct_record(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], data: JSONBody[Correction], keyed: Key
) -> Done:
    """Replace what it says; what it said stays readable."""
    return await once(by, keyed, partial(operations.correct_record, id=support_record, correction=data, by=by))


@post("/api/v1/support/{support_record:uuid}/confirmation")
async def confirm_record(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], data: JSONBody[Confirmation], keyed: Key
) -> Done:
    """The town says it is right."""
    return await once(by, keyed, partial(operations.confirm_record, id=support_record, confirmation=data, by=by))


@post("/api/v1/support/{support_record:uuid}/doubt")
async def question_record(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], data: JSONBody[Doubt], keyed: Key
) -> Done:
    """The town says what is wrong."""
    return await once(by, keyed, partial(operations.question_record, id=support_record, doubt=data, by=by))


@post("/api/v1/support/{support_record:uuid}/files")
async def add_file(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], data: JSONBody[FileUpload], keyed: Key
) -> Done:
    """Add a paper."""
    act = partial(attach_file, record=support_record, filename=data.filename, content=data.content, by=by)
    return await once(by, keyed, act)


@get("/api/v1/support/{support_record:uuid}/files/{support_file:uuid}")
async def show_file(
    by: NamedDependency[Viewer], support_record: FromPath[UUID], support_file: FromPath[UUID]
) -> Response[bytes]:
    """The bytes."""
    kept = await open_attachment(record=support_record, file=support_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (
    list_records, write_record, record, correct_record, confirm_record, question_record, add_file, show_file,
)  # fmt: skip
