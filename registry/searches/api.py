"""The JSON door of the two lists and of saved searches: the same questions, the same rules.

A list takes its filters in the query string as its page does: several values of one filter by naming it several times.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.forms import asked_form
from foundation.web.rendering import PageRequest
from registry.members.queries import find_people, keeps_pool
from registry.members.question import PeopleQuestion
from registry.members.schemas import PoolRow
from registry.needs.queries import find_needs
from registry.needs.question import NeedsQuestion
from registry.searches import operations
from registry.searches.asking import asked, page_number
from registry.searches.queries import saved_counts
from registry.searches.schemas import MemberList, NeedList, SavedCount, SearchKept, SearchRenamed

Key = NamedDependency[Keyed | None]


@get("/api/v1/members")
async def list_members(request: PageRequest, by: NamedDependency[Viewer]) -> MemberList:
    """The people of one's own pool, or the anonymous cards of the pools one takes part in.

    Filters: words, role, skill (`<id>:<level>`), region, prefecture and town (団体コード), form, place, certificate,
    state, days with on (a date), since, order, number.
    """
    form = asked_form(request)
    found = await find_people(question=asked(form, PeopleQuestion), by=by, number=page_number(form))
    keeper = keeps_pool(by)
    return MemberList(
        total=found.page.total, number=found.page.number, last=found.page.last,
        pool=[PoolRow(row.card, row.state, row.name) for row in found.rows] if keeper else [],
        cards=[] if keeper else [row.card for row in found.rows], facets=found.facets, gains=found.gains,
    )  # fmt: skip


@get("/api/v1/needs")
async def list_needs(request: PageRequest, by: NamedDependency[Viewer]) -> NeedList:
    """The needs the viewer sees.

    Filters: words, state, theme, urgency, triage, role, skill, form, place, region, prefecture and town (団体コード),
    first_day, last_day, days, since, order, number.
    """
    form = asked_form(request)
    found = await find_needs(question=asked(form, NeedsQuestion), by=by, number=page_number(form))
    return NeedList(
        total=found.page.total, number=found.page.number, last=found.page.last, needs=found.rows, facets=found.facets,
        gains=found.gains,
    )  # fmt: skip


@get("/api/v1/searches")
async def list_searches(by: NamedDependency[Viewer]) -> list[SavedCount]:
    """Saved searches, each with what it finds now and what is new."""
    return await saved_counts(by=by)


@post("/api/v1/searches")
async def keep_search(by: NamedDependency[Viewer], data: JSONBody[SearchKept], keyed: Key) -> Done:
    """Keep a list's question under a name."""
    return await once(by, keyed, partial(operations.keep_search, kept=data, by=by))


@post("/api/v1/searches/{search:uuid}")
async def rename_search(
    by: NamedDependency[Viewer], search: FromPath[UUID], data: JSONBody[SearchRenamed], keyed: Key
) -> Done:
    """Another name, or shared or not."""
    return await once(by, keyed, partial(operations.rename_search, id=search, renamed=data, by=by))


@post("/api/v1/searches/{search:uuid}/looks")
async def open_search(by: NamedDependency[Viewer], search: FromPath[UUID], keyed: Key) -> Done:
    """Count what it finds as seen from now on."""
    return await once(by, keyed, partial(operations.open_search, id=search, by=by))


@post("/api/v1/searches/{search:uuid}/removal")
async def remove_search(by: NamedDependency[Viewer], search: FromPath[UUID], keyed: Key) -> Done:
    """Remove a saved search."""
    return await once(by, keyed, partial(operations.remove_search, id=search, by=by))


HANDLERS: Sequence[Any] = (
    list_members, list_needs, list_searches, keep_search, rename_search, open_search, remove_search,
)  # fmt: skip
