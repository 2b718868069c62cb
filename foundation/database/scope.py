"""A column among given ids, also when there are none: the one way a scope becomes a condition."""

from collections.abc import Iterable
from uuid import UUID

from piccolo.columns import Column
from piccolo.columns.combination import And, Or, Where, WhereRaw

Condition = And | Or | Where | WhereRaw
"""What a scope is to Piccolo."""

NONE = UUID(int=0)


def among(column: Column, ids: Iterable[UUID | None]) -> Where:
    """`column` is one of `ids`; no row where there is no id."""
    return column.is_in([id for id in ids if id is not None] or [NONE])
