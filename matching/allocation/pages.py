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
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.jobs.progress import progress_of
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.allocation import operations, queries
from matching.allocation.rules import PIN_WORDS, RUN_WORDS, PinKind
from matching.allocation.schemas import PinChoice, Selection
from matching.allocation.solver.words import STAGE_NAMES
from matching.fit.wording import in_days, in_months, span_words
from registry.skills.rules import ROLES

WORDS: dict[str, Any] = {
    "roles": ROLES, "pin_words": PIN_WORDS, "run_words": RUN_WORDS, "in_days": in_days, "in_months": in_months,
    "span_words": span_words,
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


@post("/allocation/runs")
async def request_run(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Have a plan computed."""
    form = await read_form(request)
    done = await once(by, form.keyed("request_run"), partial(operations.request_run, by=by))
    return redirect(f"/allocation/runs/{done.id}")


@get("/allocation/runs/{run:uuid}")
async def show_run(request: PageRequest, by: NamedDependency[Viewer], run: FromPath[UUID]) -> Response[Any]:
    """A plan person by person, or how far its computation is; htmx asks for that part alone."""
    return await _run(request, by, run)


@post("/allocation/pins")
async def decide_pair(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """In every plan, in none, or as calculated."""
    form = await read_form(request)
    try:
        choice = form.parse(PinChoice)
        await once(by, form.keyed("decide_pair"), partial(operations.decide_pair, choice=choice, by=by))
    except Refusal as refusal:
        return await _again(request, by, form, refusal)
    return redirect(f"/allocation?need={choice.need}&member={choice.member}")


@post("/allocation/pins/{pin:uuid}/removal")
async def remove_pin(request: PageRequest, by: NamedDependency[Viewer], pin: FromPath[UUID]) -> Response[Any]:
    """Leave the pair to the calculation again."""
    form = await read_form(request)
    await once(by, form.keyed("remove_pin"), partial(operations.remove_pin, id=pin, by=by))
    need = _id(form, "need")
    return redirect(f"/allocation?need={need}" if need else "/allocation")


@post("/allocation/proposals")
async def propose(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A draft proposal for one person and the chosen needs."""
    form = await read_form(request)
    try:
        selection = form.parse(Selection)
        done = await once(by, form.keyed("propose"), partial(operations.propose, selection=selection, by=by))
    except Refusal as refusal:
        return await _again(request, by, form, refusal)
    return redirect(f"/proposals/{done.id}")


async def run_again(request: PageRequest, by: Viewer, run: UUID, refusal: Refusal) -> Response[Any]:
    """The run's page with what was refused."""
    return await _run(request, by, run, refusal=refusal)


async def _run(request: PageRequest, by: Viewer, run: UUID, *, refusal: Refusal | None = None) -> Response[Any]:
    shown = await queries.run_page(id=run, by=by)
    progress = await progress_of(id=shown.run.progress, by=by)
    return page(
        request, "allocation/run.html", fragment="allocation/_run.html", status=refusal.status if refusal else 200,
        shown=shown, progress=progress, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _again(request: PageRequest, by: Viewer, form: Form, refusal: Refusal) -> Response[Any]:
    need = _id(form, "need") or _id(form, "needs")
    return await _workbench(request, by, need, _id(form, "member"), form=form, refusal=refusal)


async def _workbench(
    request: PageRequest, by: Viewer, need: UUID | None, member: UUID | None, *, form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:  # fmt: skip
    bench = await queries.workbench(by=by, need=need, member=member)
    return page(
        request, "allocation/workbench.html", status=refusal.status if refusal else 200, bench=bench, form=form,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


def _id(form: Form, name: str) -> UUID | None:
    """An id the form brought, if it is one."""
    try:
        return UUID(form.first(name))
    except ValueError:
        return None


HANDLERS: Sequence[Any] = (show_workbench, show_why, request_run, show_run, decide_pair, remove_pin, propose)
