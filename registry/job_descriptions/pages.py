"""The HTML door of job descriptions."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response
from pydantic import ValidationError

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.text.dates import today_jst
from foundation.web.forms import Form, FormRefused, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from foundation.web.sentences import errors_of
from registry.job_descriptions import operations, rules
from registry.job_descriptions.access import may_take
from registry.job_descriptions.checking import findings
from registry.job_descriptions.queries import description_page, job_descriptions
from registry.job_descriptions.schemas import DescriptionPage, NewDescription, NewVersionForm, Step
from registry.job_descriptions.showing import (
    CHOICES,
    STEP_DOORS,
    Operation,
    comparison,
    describable_needs,
    file_of,
    paper_words,
    text_file,
)
from registry.job_descriptions.wording import parts_of
from registry.municipalities.queries import towns_of_pool
from registry.skills.queries import skills_of_scheme

InState = Annotated[str, QueryParameter(name="state")]
"""`state` itself is a reserved name in handlers."""
WORDS: Final[dict[str, Any]] = {
    "life": rules.LIFE, "steps_names": rules.STEPS, "step_of": rules.STEP_OF, "done": rules.DONE,
    "field_names": rules.FIELD_NAMES,
}  # fmt: skip


@get("/job-descriptions")
async def list_descriptions(
    request: PageRequest, by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The job descriptions the viewer sees."""
    states = [in_state] if in_state in rules.LIFE.words else []
    rows, found = await job_descriptions(by=by, states=states, number=max(1, number))
    return page(request, "job_descriptions/list.html", descriptions=rows, found=found, state=in_state, **WORDS)


@get("/job-descriptions/new")
async def new_description(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """From which need?"""
    return await _choose_need(request, by)


@post("/job-descriptions")
async def draft_description(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Begin one."""
    return await sent(
        request, by, lambda form: operations.draft_description(new=form.parse(NewDescription), by=by),
        onward=lambda done: f"/job-descriptions/{done.id}/edit", again=partial(_choose_need, request, by),
    )  # fmt: skip


@get("/job-descriptions/{description:uuid}")
async def show_description(
    request: PageRequest, by: NamedDependency[Viewer], description: FromPath[UUID]
) -> Response[Any]:
    """One with its words, what they lack, and what can be done next."""
    return await _show(request, by, description)


@get("/job-descriptions/{description:uuid}/edit")
async def edit_description(
    request: PageRequest, by: NamedDependency[Viewer], description: FromPath[UUID]
) -> Response[Any]:
    """The builder, with the latest words."""
    return await _edit(request, by, description)


@post("/job-descriptions/{description:uuid}/versions")
async def write_version(
    request: PageRequest, by: NamedDependency[Viewer], description: FromPath[UUID]
) -> Response[Any]:
    """Keep the words as the next version; over a version that is no longer the latest both are shown."""
    return await sent(
        request, by, lambda form: operations.write_version(id=description, new=_version_from(form), by=by),
        onward=f"/job-descriptions/{description}", again=partial(_edit, request, by, description),
    )  # fmt: skip


@get("/job-descriptions/{description:uuid}/comparison")
async def compare_versions(
    request: PageRequest, by: NamedDependency[Viewer], description: FromPath[UUID], old: FromQuery[int] = 0,
    new: FromQuery[int] = 0,
) -> Response[Any]:  # fmt: skip
    """What changed between two versions; by default the last change."""
    compared = await comparison(description, old, new, by=by)
    return page(request, "job_descriptions/comparison.html", compared=compared, shown=compared.shown, **WORDS)


@get("/job-descriptions/{description:uuid}/text")
async def download_text(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[Any]:
    """Plain text for posting elsewhere."""
    file = text_file(await paper_words(description, by=by))
    return download(file.content, media_type=file.media_type, filename=file.name)


@get("/job-descriptions/{description:uuid}/docx")
async def download_docx(by: NamedDependency[Viewer], description: FromPath[UUID]) -> Response[Any]:
    """A Word file for posting elsewhere."""
    file = file_of(await paper_words(description, by=by))
    return download(file.content, media_type=file.media_type, filename=file.name)


def _step_door(path: str, operation: Operation) -> HTTPRouteHandler:
    async def take_step(
        request: PageRequest, by: NamedDependency[Viewer], description: FromPath[UUID]
    ) -> Response[Any]:
        return await sent(
            request, by, lambda form: operation(id=description, step=form.parse(Step), by=by),
            onward=f"/job-descriptions/{description}", again=partial(_show, request, by, description),
        )  # fmt: skip

    return post(f"/job-descriptions/{{description:uuid}}/{path}")(take_step)


def _version_from(form: Form) -> Any:
    try:
        return form.parse(NewVersionForm).as_sent_by_programs()
    except ValidationError as error:
        raise FormRefused(errors_of(error)) from error


async def _choose_need(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "job_descriptions/new.html", needs=await describable_needs(by=by),
        chosen=str(request.query_params.get("need", "")), refused=refused, **WORDS,
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await description_page(id=id, by=by)
    return page(
        request, "job_descriptions/show.html", shown=shown, parts=parts_of(shown.latest.content), found=_found(shown),
        doors=_open_doors(shown, by), writes=not may_take(by, "write", shown.description), refused=refused, **WORDS,
    )  # fmt: skip


async def _edit(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await description_page(id=id, by=by)
    return page(
        request, "job_descriptions/edit.html", shown=shown, saved=shown.latest.content,
        parts=parts_of(shown.latest.content), found=_found(shown), today=today_jst(current_clock().now()),
        refused=refused, towns=await towns_of_pool(pool=shown.description.owner, by=by),
        skills=await skills_of_scheme(), **CHOICES, **WORDS,
    )  # fmt: skip


def _found(shown: DescriptionPage) -> list[Any]:
    return findings(shown.latest.content, today=today_jst(current_clock().now()))


def _open_doors(shown: DescriptionPage, by: Viewer) -> list[tuple[str, Any]]:
    """Path and transition of every step that the viewer may take now."""
    open_now = {row.verb: row for row in rules.LIFE.open_to(by, shown.description.state)}
    return [
        (path, open_now[verb])
        for path, (verb, _) in STEP_DOORS.items()
        if verb in open_now and may_take(by, verb, shown.description) is None
    ]


HANDLERS: Sequence[Any] = (
    list_descriptions, new_description, draft_description, show_description, edit_description, write_version,
    compare_versions, download_text, download_docx,
    *(_step_door(path, operation) for path, (_, operation) in STEP_DOORS.items()),
)  # fmt: skip
