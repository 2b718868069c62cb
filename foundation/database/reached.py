"""A value of a row that its viewer reaches, where the row as it is shown leaves the value out."""

from typing import Any
from uuid import UUID

from piccolo.columns import Column

from foundation.database.scope import Condition
from foundation.errors import NotFound


async def value_within(scope: Condition, *, column: Column, id: UUID) -> Any:
    """`column` of row `id` of its table, if the row is within `scope`. Raises `NotFound`."""
    table: Any = column._meta.table
    found = await table.select(column).where(scope & (table.id == id)).output(as_list=True)
    if not found:
        raise NotFound
    return found[0]
