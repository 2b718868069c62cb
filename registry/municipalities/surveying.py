"""Questions about all towns at once, for tables over a survey. Part of `queries`; everybody may read them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading

IN_WINDOW: Final = """
select distinct on (f.municipality, f.indicator) f.municipality, f.indicator, f.number, f.answer, f.as_of, f.source
from municipality_fact f join municipality m on m.organisation = f.municipality
where f.indicator = any ($1::text[]) and f.as_of between $2 and $3 and (not $4 or f.recorded_by is null)
    and ($5::uuid is null or m.prefecture = $5)
order by f.municipality, f.indicator, f.as_of desc
"""
COUNTED: Final = f"""
select indicator, coalesce(answer, 'number') as answer, count(*)::integer as towns, sum(number) as total
from ({IN_WINDOW}) latest group by 1, 2
"""
VALUES: Final = f"""
select o.code, o.name, latest.indicator, latest.number, latest.answer
from ({IN_WINDOW}) latest join organisation o on o.id = latest.municipality order by o.code
"""
TOWNS: Final = """
select o.code, o.name, hall.name as prefecture from municipality m join organisation o on o.id = m.organisation
join organisation hall on hall.id = m.prefecture where $1::uuid is null or m.prefecture = $1 order by o.code
"""


class Asked(Struct, frozen=True):
    """Which facts count: the latest as of a day from `first` to `last`, of one prefecture or of all.

    `published_only`: leave out what towns and prefectures recorded themselves.
    """

    indicators: Sequence[str]
    first: date
    last: date
    published_only: bool = False
    prefecture: UUID | None = None


class AnswerCount(Struct, frozen=True):
    """Towns with one answer to an indicator; `answer` is "number" for numbers, `total` their sum."""

    indicator: str
    answer: str
    towns: int
    total: Decimal | None


class TownValue(Struct, frozen=True):
    """A town's value of one indicator: a number or an answer."""

    code: str
    name: str
    indicator: str
    number: Decimal | None
    answer: str | None


class TownName(Struct, frozen=True):
    """A town of the reference list, with the name of its prefecture."""

    code: str
    name: str
    prefecture: str


async def answers_counted(asked: Asked, *, by: Viewer) -> list[AnswerCount]:
    """How many towns gave which answer."""
    async with reading(by) as work:
        return [convert(dict(row), AnswerCount) for row in await work.connection.fetch(COUNTED, *_arguments(asked))]


async def values_of_towns(asked: Asked, *, by: Viewer) -> list[TownValue]:
    """Every town's value, by code."""
    async with reading(by) as work:
        return [convert(dict(row), TownValue) for row in await work.connection.fetch(VALUES, *_arguments(asked))]


async def town_names(*, prefecture: UUID | None = None, by: Viewer) -> list[TownName]:
    """Every municipality, or those of a prefecture, by code."""
    async with reading(by) as work:
        return [convert(dict(row), TownName) for row in await work.connection.fetch(TOWNS, prefecture)]


def _arguments(asked: Asked) -> Collection[object]:
    return (list(asked.indicators), asked.first, asked.last, asked.published_only, asked.prefecture)
