"""The HTML door of allocation."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.jobs.progress import progress_of
from foundation.web.forms import Form, Refused, read_form
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from matching.allocation import operations, queries, readmissions
from matching.allocation.left_open import need_outcome, why_nobody
from matching.allocation.rules import PIN_WORDS, RUN_WORDS, PinKind
from matching.allocation.schemas import PinChoice, Readmission, Selection
from matching.allocation.solver.words import STAGE_NAMES
from matching.fit.wording import in_days, in_months, span_words
from registry.capacity.rules import FORMS
from registry.skills.rules import ROLES

WORDS: dict[str, Any] = {
    "roles": ROLES, "forms": FORMS, "pin_words": PIN_WORDS, "run_words": RUN_WORDS, "in_days": in_days,
    "in_months": in_months, "span_words": span_words,
    "stage_names": STAGE_NAMES, "must": PinKind.MUST, "never": PinKind.NEVER,
}  # fmt: skip


@get("/allocation")
async def show_workbench(
    request: PageRequest,
    by: NamedDependency[Viewer],
    need: FromQuery[UUID | None] = None,
    member: FromQuery[UUID | None] = None,
) -> Response[Any]:
    """The workbench: needs, the people of one, one person's months."""
    return await _workbench(request, by, need, member)


@get("/allocation/why")
async def show_why(
    request: PageRequest, by: NamedDependency[Viewer], need: FromQuery[UUID], member: FromQuery[UUID]
) -> Response[Any]:
    """Why not this person for this need: a fragment of the workbench, or a page of its own."""
    answer = await queries.why(need=need, member=member, by=by)
    return page(request, "allocation/why.html", fragment="allocation/_why.html", why=answer, **WORDS)


@get("/allocation/needs/{need:uuid}")
async def show_need_outcome(request: PageRequest, by: NamedDependency[Viewer], need: FromPath[UUID]) -> Response[Any]:
    """Why a need has nobody in the chosen plan; the need's own page shows the same part."""
    outcome = await need_outcome(need=need, by=by)
    return page(request, "allocation/need.html", fragment="allocation/_left_open.html", outcome=outcome)


@post("/allocation/runs")
async def request_run(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Have a plan computed."""
    return await sent(
        request, by, lambda _: operations.request_run(by=by), onward=run_path, again=partial(_again, request, by)
    )


@get("/allocation/runs/{run:uuid}")
async def show_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """A plan person by person, or how far its computation is; htmx asks for that part alone."""
    return await show_plan(request, by, run)


@get("/allocation/runs/{run:uuid}/needs/{need:uuid}")
async def show_why_nobody(
    request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID], need: FromPath[UUID]
) -> Response[Any]:
    """Why the plan leaves this need without a person: a fragment of the plan, or a page of its own."""
    answer = await why_nobody(run=run, need=need, by=by)
    return page(request, "allocation/nobody.html", fragment="allocation/_nobody.html", nobody=answer)


@post("/allocation/pins")
async def decide_pair(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """In every plan, in none, or as calculated."""
    form = await read_form(request)
    return await sent(
        request, by, lambda form: operations.decide_pair(choice=form.parse(PinChoice), by=by),
        onward=f"/allocation?need={_id(form, 'need')}&member={_id(form, 'member')}",
        again=partial(_again, request, by),
    )  # fmt: skip


@post("/allocation/pins/{pin:uuid}/removal")
async def remove_pin(request: PageRequest, by: NamedDependency[Viewer], pin: FromPath[UUID]) -> Response[Any]:
    """Leave the pair to the calculation again."""
    need = _id(await read_form(request), "need")
    return await sent(
        request, by, lambda _: operations.remove_pin(id=pin, by=by),
        onward=f"/allocation?need={need}" if need else "/allocation", again=partial(_again, request, by),
    )  # fmt: skip


@post("/allocation/readmissions")
async def readmit(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A person whom the town declined is a candidate for the need again."""
    need = _id(await read_form(request), "need")
    return await sent(
        request, by, lambda form: readmissions.readmit(readmission=form.parse(Readmission), by=by),
        onward=f"/allocation?need={need}", again=partial(_again, request, by),
    )  # fmt: skip


@post("/allocation/proposals")
async def propose(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A draft proposal for one person and the chosen needs."""
    return await sent(
        request, by, lambda form: operations.propose(selection=form.parse(Selection), by=by),
        onward=lambda done: f"/proposals/{done.id}", again=partial(_again, request, by),
    )  # fmt: skip


async def show_plan(request: PageRequest, by: Viewer, run: UUID, refused: Refused | None = None) -> Response[Any]:
    """The run's page, also with what was refused."""
    shown = await queries.run_page(id=run, by=by)
    progress = await progress_of(id=shown.run.progress, by=by)
    return page(
        request, "allocation/run.html", fragment="allocation/_run.html", shown=shown, progress=progress,
        refused=refused, **WORDS,
    )  # fmt: skip


async def _again(request: PageRequest, by: Viewer, refused: Refused) -> Response[Any]:
    form = refused.form
    return await _workbench(request, by, _id(form, "need") or _id(form, "needs"), _id(form, "member"), refused=refused)


async def _workbench(
    request: PageRequest, by: Viewer, need: UUID | None, member: UUID | None, *, refused: Refused | None = None
) -> Response[Any]:
    bench = await queries.workbench(by=by, need=need, member=member)
    return page(request, "allocation/workbench.html", bench=bench, refused=refused, **WORDS)


def run_path(done: Done) -> str:
    return f"/allocation/runs/{done.id}"


def _id(form: Form, name: str) -> UUID | None:
    """An id the form brought, if it is one."""
    try:
        return UUID(form.first(name))
    except ValueError:
        return None


HANDLERS: Sequence[Any] = (
    show_workbench, show_why, show_need_outcome, request_run, show_run, show_why_nobody, decide_pair, remove_pin,
    readmit, propose,
)  # fmt: skip
