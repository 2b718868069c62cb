"""Questions about the ministry's support."""

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
from registry.accompaniments.access import supports_visible_to
from registry.accompaniments.schemas import SupportRow
from registry.accompaniments.tables import Accompaniment


async def supports(*, kind: str = "", number: int = 1, by: Viewer) -> tuple[list[SupportRow], Page]:
    """A page of the supports the viewer sees, last changed first."""
    scope: Condition = supports_visible_to(by)
    if kind:
        scope = scope & (Accompaniment.kind == kind)
    async with reading(by):
        select = Accompaniment.select().where(scope).order_by(
            Accompaniment.changed_at, Accompaniment.id, ascending=False
        )  # fmt: skip
        rows, found = await page_of(select, count=Accompaniment.count().where(scope), number=number)
        return await _rows(rows, by), found


async def support(*, id: UUID, by: Viewer) -> SupportRow:
    """One support. Raises `NotFound`."""
    async with reading(by):
        rows = await Accompaniment.select().where(supports_visible_to(by) & (Accompaniment.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[SupportRow]:
    names = await names_of({row["prefecture"] for row in rows if row["prefecture"]}, by=by)
    return [convert({**row, "prefecture_name": names.get(row["prefecture"], "")}, SupportRow) for row in rows]
