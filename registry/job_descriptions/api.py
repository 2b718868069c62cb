"""The JSON door of job descriptions: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.dates import today_jst
from foundation.text.difference import Change
from foundation.web.rendering import download
from registry.job_descriptions import operations
from registry.job_descriptions.checking import Finding, findings
from registry.job_descriptions.queries import description_page, job_descriptions
from registry.job_descriptions.rules import LIFE
from registry.job_descriptions.schemas import DescriptionPage, DescriptionRow, NewDescription, NewVersion, Step
from registry.job_descriptions.showing import (
    DESCRIBABLE,
    DOCX,
    STEP_DOORS,
    Operation,
    comparison,
    describable_needs,
    file_of,
    paper_words,
    text_file,
)
from registry.job_descriptions.vocabulary import Duty, Template, duties_in_force, templates
from registry.needs.schemas import NeedRow

InState = Annotated[str, QueryParameter(name="state")]


class DescriptionList(Struct, frozen=True):
    """A page of job descriptions."""

    total: int
    number: int
    last: int
    descriptions: list[DescriptionRow]


class Beginnings(Struct, frozen=True):
    """What one can begin from: needs with a requirement, the duties of today, the usual words of each role."""

    need_states: list[str]
    needs: list[NeedRow]
    duties: list[Duty]
    templates: list[Template]


class Checked(Struct, frozen=True):
    """A description with what its latest words lack."""

    shown: DescriptionPage
    findings: list[Finding]


@get("/api/v1/job-descriptions")
async def list_descriptions(
    by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> DescriptionList:
    """The job descriptions the viewer sees."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await job_descriptions(by=by, states=states, number=max(1, number))
    return DescriptionList(total=found.total, number=found.number, last=found.last, descriptions=rows)


@get("/api/v1/job-descriptions/new")
async def beginnings(by: NamedDependency[Viewer]) -> Beginnings:
    """From which need, with which words."""
    today = today_jst(current_clock().now())
    return Beginnings(list(DESCRIBABLE), await describable_needs(by=by), list(duties_in_force(on=today).values()),
                      list(templates().values()))  # fmt: skip


@post("/api/v1/job-descriptions")
async def draft_description(
    by: NamedDependency[Viewer], data: JSONBody[NewDescription], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Begin one from a need."""
    return await once(by, keyed, partial(operations.draft_description, new=data, by=by))


@get("/api/v1/job-descriptions/{description:uuid}")
async def show_description(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Checked:
    """One with its latest words, its history and what the words lack."""
    shown = await description_page(id=description, by=by)
    return Checked(shown, findings(shown.latest.content, today=today_jst(current_clock().now())))


@post("/api/v1/job-descriptions/{description:uuid}/versions")
async def write_version(
    by: NamedDependency[Viewer], description: FromPath[UUID], data: JSONBody[NewVersion],
    keyed: NamedDependency[Keyed | None],
) -> Done:  # fmt: skip
    """Write the next version."""
    return await once(by, keyed, partial(operations.write_version, id=description, new=data, by=by))


@get("/api/v1/job-descriptions/{description:uuid}/comparison")
async def compare_versions(
    by: NamedDependency[Viewer], description: FromPath[UUID], old: FromQuery[int] = 0, new: FromQuery[int] = 0
) -> list[Change]:
    """What changed between two versions; by default the last change."""
    return (await comparison(description, old, new, by=by)).changes


@get("/api/v1/job-descriptions/{description:uuid}/text", media_type="text/plain")
async def download_text(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[bytes]:
    """Plain text."""
    file = text_file(await paper_words(description, by=by))
    return download(file.content, media_type=file.media_type, filename=file.name)


@get("/api/v1/job-descriptions/{description:uuid}/docx", media_type=DOCX)
async def download_docx(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[bytes]:
    """A Word file."""
    file = file_of(await paper_words(description, by=by))
    return download(file.content, media_type=file.media_type, filename=file.name)


def _step_door(path: str, verb: str, operation: Operation) -> HTTPRouteHandler:
    async def take_step(
        by: NamedDependency[Viewer], description: FromPath[UUID], data: JSONBody[Step],
        keyed: NamedDependency[Keyed | None],
    ) -> Done:  # fmt: skip
        return await once(by, keyed, partial(operation, id=description, step=data, by=by))

    about = next(row.label for row in LIFE.transitions if row.verb == verb)
    name = f"{verb.title().replace('_', '')}OfDescription"
    return post(f"/api/v1/job-descriptions/{{description:uuid}}/{path}", operation_id=name, summary=about)(take_step)


HANDLERS: Sequence[Any] = (
    list_descriptions, beginnings, draft_description, show_description, write_version, compare_versions, download_text,
    download_docx, *(_step_door(path, verb, operation) for path, (verb, operation) in STEP_DOORS.items()),
)  # fmt: skip
