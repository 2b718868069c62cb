"""A column among given ids, also when there are none: the one way a scope becomes a condition.

Every page asks a dozen scopes, and Piccolo takes each of their texts apart at every request. Scopes are therefore kept
as text and values, and Piccolo's own form of them is made only where one of its queries asks for it.
"""

import re
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from piccolo.columns import Column
from piccolo.columns.combination import And, Or, Where, WhereRaw
from piccolo.querystring import QueryString

NONE = UUID(int=0)
PLACE: Final = re.compile(r"\$(\d+)")


class Written(WhereRaw):
    """A condition as SQL of our own, `{}` for each value; names of columns stand in it already."""

    __slots__ = ("text", "values")

    def __init__(self, text: str, *values: Any) -> None:
        self.text, self.values = text, values

    @property
    def querystring(self) -> QueryString:  # type: ignore[override]  # made when asked for; nobody writes it
        """What Piccolo's queries read."""
        return QueryString(self.text, *self.values)


Condition = And | Or | Where | WhereRaw
"""What a scope is to Piccolo."""


def among(column: Column, ids: Iterable[UUID | None]) -> Written:
    """`column` is one of `ids`; no row where there is no id.

    One argument however many ids there are: the statement's text stays the same, so that it is prepared once.
    """
    name = column._meta.get_full_name(with_alias=False)
    return Written(f"{name} = any ({{}})", [id for id in ids if id is not None])


def sql_of(condition: Condition) -> tuple[str, list[Any]]:
    """A condition as SQL over its table's own name, and the arguments from `$1` on, for statements written by hand."""
    values: list[Any] = []
    return put_into(values, condition), values


def put_into(values: list[Any], condition: Condition) -> str:
    """The same for one of several conditions of a statement: its arguments are put behind those that are there."""
    if isinstance(condition, And | Or):
        first, second = put_into(values, condition.first), put_into(values, condition.second)
        return f"({first} {condition.operator} {second})"
    before = len(values)
    if isinstance(condition, Written):
        values += condition.values
        return condition.text.format(*(f"${place}" for place in range(before + 1, len(values) + 1)))
    text, more = condition.querystring.compile_string()
    values += more
    return shifted(text, by=before)


def shifted(text: str, *, by: int) -> str:
    """SQL with its values from `$1` on, behind `by` others."""
    return PLACE.sub(lambda place: f"${int(place[1]) + by}", text) if by else text
