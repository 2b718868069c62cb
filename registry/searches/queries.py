"""Questions about saved searches: the viewer's and the body's, and what each finds now."""

from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.scope import Condition, put_into
from foundation.database.unit_of_work import current_work, reading
from foundation.errors import NotFound
from registry.members.queries import count_people
from registry.members.question import PeopleQuestion
from registry.needs.queries import count_needs
from registry.needs.question import NeedsQuestion
from registry.searches.access import looks_visible_to, searches_visible_to
from registry.searches.dropping import Asked
from registry.searches.rules import ListName
from registry.searches.schemas import SavedCount, SavedRow
from registry.searches.tables import SavedSearch

MOST: Final = 50
"""Saved searches shown and counted at once."""

ROWS: Final = f"""
select saved_search.id, list, name, asked, shared, account, version, looks.looked_at
from (select * from saved_search where {{}}) saved_search
left join (select search, looked_at from saved_search_look where {{}}) looks on looks.search = saved_search.id
order by saved_search.created_at, saved_search.id limit {MOST}
"""
READ: Final = ("id", "list", "name", "asked", "shared", "version", "looked_at")


async def saved_searches(*, by: Viewer, of: ListName | None = None) -> list[SavedRow]:
    """The saved searches the viewer sees, of one list or of both, in the order in which they were kept."""
    async with reading(by):
        scope = searches_visible_to(by)
        return await _rows(scope & (SavedSearch.list == of) if of else scope, by)


async def saved_search(*, id: UUID, by: Viewer) -> SavedRow:
    """One saved search. Raises `NotFound`."""
    async with reading(by):
        rows = await _rows(searches_visible_to(by) & (SavedSearch.id == id), by)
        if not rows:
            raise NotFound
        return rows[0]


async def saved_counts(*, by: Viewer) -> list[SavedCount]:
    """Every saved search the viewer sees with what it finds now: the list's own numbers, one statement a list.

    New is what came or moved since the viewer last opened it; never opened, everything is.
    """
    async with reading(by):
        rows = await saved_searches(by=by)
        asked: dict[str, list[Any]] = {name: [] for name in ListName}
        for row in rows:
            question = question_of(row)
            asked[row.list] += [question, question.model_copy(update={"since": row.looked_at})]
        people = iter(await count_people(questions=asked[ListName.MEMBERS], by=by))
        needs = iter(await count_needs(questions=asked[ListName.NEEDS], by=by))
    counted = {ListName.MEMBERS: people, ListName.NEEDS: needs}
    return [SavedCount(row, next(counted[ListName(row.list)]), next(counted[ListName(row.list)])) for row in rows]


def question_of(row: SavedRow) -> Asked:
    """The question that was kept."""
    return (PeopleQuestion if row.list == ListName.MEMBERS else NeedsQuestion).read(row.asked)


async def _rows(scope: Condition, by: Viewer) -> list[SavedRow]:
    values: list[Any] = []
    query = ROWS.format(put_into(values, scope), put_into(values, looks_visible_to(by)))
    rows = await current_work().connection.fetch(query, *values)
    return [SavedRow(own=row["account"] == by.account, **{name: row[name] for name in READ}) for row in rows]
