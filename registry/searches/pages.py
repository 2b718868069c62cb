"""The HTML door of the two lists and of saved searches."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import once
from foundation.database.paging import SIZE
from foundation.database.unit_of_work import reading
from foundation.text.dates import today_jst
from foundation.web.forms import Form, FormRefused, Refused, asked_form, read_form
from foundation.web.rendering import PageRequest, after_write, page, redirect
from foundation.web.sending import sent
from registry.members.queries import find_people, keeps_pool
from registry.members.question import PeopleQuestion
from registry.needs.queries import find_needs
from registry.needs.question import NeedsQuestion
from registry.searches import operations
from registry.searches.asking import asked, page_number
from registry.searches.filters import address
from registry.searches.queries import question_of, saved_counts, saved_search
from registry.searches.rules import LABELS, LISTS, ORDERS, ListName
from registry.searches.schemas import SearchKept, SearchRenamed
from registry.searches.showing import need_lines, people_lines
from registry.searches.view import ListView, list_view, title
from registry.skills.rules import LEVELS


@get("/members")
async def list_members(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The people of one's own pool by name, or the anonymous cards of the pools one takes part in."""
    form = asked_form(request)
    try:
        question = asked(form, PeopleQuestion)
    except FormRefused as refusal:
        view = await _people(PeopleQuestion(), 1, by, size=0)
        return _list(request, by, ListName.MEMBERS, view, form, _refused(form, refusal))
    counted = _counted(form, question)
    view = await _people(question, page_number(form), by, counted=counted)
    return _list(request, by, ListName.MEMBERS, view, form, counted=counted)


@get("/needs")
async def list_needs(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The needs the viewer sees."""
    form = asked_form(request)
    try:
        question = asked(form, NeedsQuestion)
    except FormRefused as refusal:
        view = await _needs(NeedsQuestion(), 1, by, size=0)
        return _list(request, by, ListName.NEEDS, view, form, _refused(form, refusal))
    return _list(request, by, ListName.NEEDS, await _needs(question, page_number(form), by), form)


@get("/searches")
async def list_searches(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Saved searches, each with what it finds now and what is new."""
    return await _searches(request, by)


@post("/searches")
async def keep_search(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Keep a list's question under a name."""
    return await sent(
        request, by, lambda form: operations.keep_search(kept=form.parse(SearchKept), by=by),
        onward="/searches", again=partial(_searches, request, by),
    )  # fmt: skip


@post("/searches/{search:uuid}")
async def rename_search(request: PageRequest, by: NamedDependency[Viewer], search: FromPath[UUID]) -> Response[Any]:
    """Another name, or shared or not."""

    async def again(refused: Refused) -> Response[Any]:
        await saved_search(id=search, by=by)
        return await _searches(request, by, refused, edited=search)

    return await sent(
        request, by, lambda form: operations.rename_search(id=search, renamed=form.parse(SearchRenamed), by=by),
        onward="/searches", again=again,
    )  # fmt: skip


@post("/searches/{search:uuid}/looks")
async def open_search(request: PageRequest, by: NamedDependency[Viewer], search: FromPath[UUID]) -> Response[Any]:
    """Go to the list as it was asked, or, where the button says so, to what is new in it."""
    form = await read_form(request)
    found = await saved_search(id=search, by=by)
    await once(by, form.keyed("open_search"), partial(operations.open_search, id=search, by=by))
    question = question_of(found)
    return redirect(address(question.model_copy(update={"since": found.looked_at}) if form.first("new") else question))


@post("/searches/{search:uuid}/removal")
async def remove_search(request: PageRequest, by: NamedDependency[Viewer], search: FromPath[UUID]) -> Response[Any]:
    """Remove a saved search."""
    form = await read_form(request)
    await once(by, form.keyed("remove_search"), partial(operations.remove_search, id=search, by=by))
    return after_write(request, "/searches")


async def _people(
    question: PeopleQuestion, number: int, by: Viewer, *, size: int = SIZE, counted: bool = True
) -> ListView:
    async with reading(by):
        found = await find_people(question=question, by=by, number=number, size=size, counted=counted)
        today = today_jst(current_clock().now())
        lines = people_lines(found.rows, today=today, named=keeps_pool(by))
        return await list_view(question, lines, found.page, found.facets, found.gains, by=by)


async def _needs(question: NeedsQuestion, number: int, by: Viewer, *, size: int = SIZE) -> ListView:
    async with reading(by):
        found = await find_needs(question=question, by=by, number=number, size=size)
        lines = need_lines(found.rows, with_towns=by.kind != "municipality")
        return await list_view(question, lines, found.page, found.facets, found.gains, by=by)


def _refused(form: Form, refusal: FormRefused) -> Refused:
    """A value of several is told at its filter: `skill.0` at `skill`."""
    errors = {name.partition(".")[0]: words for name, words in refusal.errors.items()}
    return Refused(form, FormRefused(errors))


def _counted(form: Form, question: PeopleQuestion) -> bool:
    """The plain list goes without the counts beside filters; who opens them or asks anything has them."""
    return bool(form.first("filters") or question.filters())


def _list(
    request: PageRequest, by: Viewer, name: ListName, view: ListView, form: Form,
    refused: Refused | None = None, *, counted: bool = True,
) -> Response[Any]:  # fmt: skip
    asked_by_htmx = request.headers.get("hx-request") == "true"
    answer = page(
        request, f"searches/{name}.html", fragment="searches/_search.html", view=view, list=name, title=title(by, name),
        counted=counted, open=asked_by_htmx or bool(form.first("filters")), labels=LABELS,
        orders=tuple(ORDERS[name].items()), levels=tuple(LEVELS.items()), by=by, keeper=keeps_pool(by), refused=refused,
    )  # fmt: skip
    answer.headers["HX-Push-Url"] = f"/{name}?{view.here}" if view.here else f"/{name}"
    return answer


async def _searches(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, edited: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    return page(
        request, "searches/saved.html", saved=await saved_counts(by=by), lists=LISTS, labels=LABELS, edited=edited,
        refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_members, list_needs, list_searches, keep_search, rename_search, open_search, remove_search,
)  # fmt: skip
