"""Questions about good practice; each starts from what the viewer may see."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.search import search_key
from registry.members.queries import pools_of
from registry.municipalities.queries import Town, towns_by_id
from training.practices.access import bodies_looked_after, practices_visible_to
from training.practices.schemas import PracticeRow
from training.practices.tables import Practice


async def practices(
    *, by: Viewer, words: str = "", theme: str = "", state: str = "", number: int = 1
) -> tuple[list[PracticeRow], Page]:
    """A page of the library, last changed first. `words` are looked for in title, story and outcome, kana folded."""
    async with reading(by):
        scope = await _scope(by)
        if theme:
            scope = scope & (Practice.theme == theme)
        if state:
            scope = scope & (Practice.state == state)
        for word in words.split():
            key = search_key(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            scope = scope & Practice.search_key.like(f"%{key}%")
        select = Practice.select().where(scope).order_by(Practice.changed_at, Practice.id, ascending=False)
        rows, page = await page_of(select, count=Practice.count().where(scope), number=number)
        return await _rows(rows, by), page


async def practice_page(*, id: UUID, by: Viewer) -> PracticeRow:
    """One practice. Raises `NotFound`."""
    async with reading(by):
        rows = await Practice.select().where(await _scope(by) & (Practice.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def towns_to_tell_of(*, by: Viewer) -> list[Town]:
    """The towns whose practice the viewer's pool may write down, by code."""
    found = await towns_by_id(ids=bodies_looked_after(by), by=by)
    return sorted(found.values(), key=lambda town: town.code)


async def _scope(by: Viewer) -> Condition:
    return practices_visible_to(by, await pools_of(by=by) if by.member and by.organisation is None else ())


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[PracticeRow]:
    names = await names_of({body for row in rows for body in (row["owner"], row["municipality"])}, by=by)
    return [
        convert(
            {**row, "owner_name": names[row["owner"]], "municipality_name": names[row["municipality"]]}, PracticeRow
        )
        for row in rows
    ]
