"""A row changed over the version in which it was shown, or not at all."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from piccolo.table import Table

from foundation.errors import Conflict

STALE: Final = (
    "ほかの画面で先に変わりました。書いた内容は画面に残っています。いまの内容を確かめて、もう一度送ってください。"
)


async def change_over(table: type[Table], *, id: UUID, seen: int, changes: Mapping[str, Any]) -> int:
    """Write `changes` (column -> value) over version `seen` of a row; the next version. Raises `Conflict`."""
    columns: Any = table
    values = {getattr(columns, name): value for name, value in changes.items()} | {columns.version: seen + 1}
    same = (columns.id == id) & (columns.version == seen)
    if not await table.update(values).where(same).returning(columns.id):
        raise Conflict(STALE)
    return seen + 1
