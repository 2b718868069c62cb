"""What others may learn from confirmed records: by theme and by words. Part of `queries`."""

from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import Page, page_of
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.text.search import containing, search_key
from matching.support.access import knowledge_visible_to
from matching.support.schemas import KnowledgeRow
from matching.support.tables import SupportKnowledge

ROW = (
    SupportKnowledge.id, SupportKnowledge.municipality, SupportKnowledge.shared, SupportKnowledge.done_on,
    SupportKnowledge.means, SupportKnowledge.themes, SupportKnowledge.done, SupportKnowledge.next_step,
)  # fmt: skip


async def knowledge_found(
    *, by: Viewer, words: str = "", theme: str = "", number: int = 1
) -> tuple[list[KnowledgeRow], Page]:
    """A page of what was shared, with all of the words (between spaces) and the theme; the latest first.

    Two characters are a word: 「窓口」. Kana, width and old characters are folded on both sides.
    """
    scope: Condition = knowledge_visible_to(by)
    for word in words.split()[:10]:
        scope = scope & SupportKnowledge.search_key.like(containing(search_key(word)))
    if theme:
        scope = scope & SupportKnowledge.themes.any(theme)
    async with reading(by):
        select = SupportKnowledge.select(*ROW).where(scope).order_by(
            SupportKnowledge.done_on, SupportKnowledge.id, ascending=False
        )  # fmt: skip
        rows, found = await page_of(select, count=SupportKnowledge.count().where(scope), number=number)
        return await _rows(rows, by), found


async def _rows(rows: list[dict[str, Any]], by: Viewer) -> list[KnowledgeRow]:
    towns: dict[UUID, str] = await names_of({row["municipality"] for row in rows}, by=by)
    return [convert(row | {"municipality_name": towns[row["municipality"]]}, KnowledgeRow) for row in rows]
