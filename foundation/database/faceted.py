"""One statement for a filtered list: its rows, how many there are, counts beside every filter, gains without each.

What the list, its number and its counts show therefore comes from one reading of the same rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

STATEMENT: Final = """
with seen as ({scope}),
asked as materialized (select seen.*{tests} from seen {joins}),
found as (select * from asked where {all}),
shown as (select page.*, row_number() over () as place from
    (select found.* from found {ordering} order by {order} limit {limit:d} offset {offset:d}) page)
select (select count(*) from found) as total, {gains} as gains, {facets} as facets,
    (select coalesce(json_agg(to_json(rows) order by rows.place), '[]') from ({row}) rows)::text as rows
"""
FACET: Final = """
select {facet.value} as value, count(*) as n from {rows} asked {facet.source} where {where} group by 1
"""
FACET_OF_LISTS: Final = """
select value, sum(n)::bigint as n from (
    select {facet.value} as held, count(*) as n from {rows} asked {facet.source} where {where} group by 1
) lists cross join lateral unnest(held) as each (value) group by 1
"""
"""Lists are counted first and taken apart afterwards: there are fewer different ones than rows."""
COUNTED: Final = """
(select coalesce(json_object_agg(value, n order by n desc, value), '{{}}') from (
    select value, sum(n) as n from ({parts}) parts group by 1) counted)
"""


class Arguments:
    """The values of one statement, numbered in the order in which they are put."""

    def __init__(self, values: Sequence[Any] = ()) -> None:
        self.values = list(values)

    def put(self, value: Any) -> str:
        """The placeholder of a value, `$3`."""
        self.values.append(value)
        return f"${len(self.values)}"


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter's choices: `value` an SQL text over `asked` and `source`, the joins it needs.

    `listed`: the value is an array, of which each element is counted.
    `own` are the tests of the filter itself: of a choice among several the other choices are counted as well.
    """

    name: str
    value: str
    source: str = ""
    own: frozenset[str] = frozenset()
    where: str = "true"
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Faceted:
    """A list to be read. `scope`: the rows the viewer may see; `tests`: filter -> SQL over `seen` and `joins`;
    `row`: SQL over `shown` that keeps its `place`; `order` is total."""

    scope: str
    tests: Mapping[str, str]
    facets: Sequence[Facet]
    row: str
    order: str
    joins: str = ""
    ordering: str = ""

    def statement(self, *, limit: int, offset: int) -> str:
        """The SQL text."""
        columns = {name: f"t{number}" for number, name in enumerate(self.tests)}
        return STATEMENT.format(
            scope=self.scope, joins=self.joins, order=self.order, ordering=self.ordering, row=self.row,
            tests="".join(f", ({test}) as {columns[name]}" for name, test in self.tests.items()),
            all=_every(columns.values()), gains=_gains(columns), facets=_facets(self.facets, columns),
            limit=limit, offset=offset,
        )  # fmt: skip


class Found(Struct, frozen=True):
    """What a list's statement found. `facets`: filter -> value -> rows with it; `gains`: filter -> rows without it."""

    total: int
    gains: dict[str, int]
    facets: dict[str, dict[str, int]]
    rows: Raw


def counting(scope: str, joins: str, tests: Sequence[Collection[str]]) -> str:
    """A statement with one number for each list of tests: how many rows of the scope pass all of them."""
    numbers = ", ".join(f"count(*) filter (where {_every(f'({one})' for one in each)})" for each in tests)
    return f"with seen as ({scope}) select {numbers} from seen {joins}"


def found_in(record: Mapping[str, Any]) -> Found:
    """From the statement's only record."""
    return Found(
        record["total"],
        msgspec.json.decode(record["gains"] or "{}", type=dict[str, int]),
        msgspec.json.decode(record["facets"] or "{}", type=dict[str, dict[str, int]]),
        Raw(record["rows"].encode()),
    )


def _every(columns: Iterable[str]) -> str:
    return " and ".join(columns) or "true"


def _gains(columns: Mapping[str, str]) -> str:
    if not columns:
        return "'{}'"
    counts = ", ".join(
        f"'{name}', count(*) filter (where {_every(other for other in columns.values() if other != column)})"
        for name, column in columns.items()
    )
    return f"(select json_build_object({counts}) from asked)::text"


def _facets(facets: Sequence[Facet], columns: Mapping[str, str]) -> str:
    if not facets:
        return "'{}'"
    chosen: dict[str, list[str]] = {}
    for facet in facets:
        others = [column for name, column in columns.items() if name not in facet.own]
        rows, tests = ("asked", others) if len(others) < len(columns) else ("found", [])
        one = FACET_OF_LISTS if facet.listed else FACET
        where = _every([*tests, facet.where])
        chosen.setdefault(facet.name, []).append(one.format(facet=facet, rows=rows, where=where))
    counts = ", ".join(f"'{name}', {COUNTED.format(parts=' union all '.join(parts))}" for name, parts in chosen.items())
    return f"json_build_object({counts})::text"
