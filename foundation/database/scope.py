"""A column among given ids, also when there are none: the one way a scope becomes a condition."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from piccolo.columns import Column
from piccolo.columns.combination import And, Or, Where, WhereRaw

Condition = And | Or | Where | WhereRaw
"""What a scope is to Piccolo."""

NONE = UUID(int=0)


def among(column: Column, ids: Iterable[UUID | None]) -> WhereRaw:
    """`column` is one of `ids`; no row where there is no id.

    One argument however many ids there are: the statement's text stays the same, so that it is prepared once.
    """
    return WhereRaw("{} = any ({})", column, [id for id in ids if id is not None])


def sql_of(condition: Condition) -> tuple[str, list[Any]]:
    """A condition as SQL over its table's own name, and the arguments from `$1` on, for statements written by hand."""
    return condition.querystring.compile_string()
