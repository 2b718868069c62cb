"""Questions about what the figures said on earlier days."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from reports.figures.counting import Counted

OF_DAY: Final = "select figure, dimension, value from figure_snapshot where day = $1 order by figure, dimension"
STANDS: Final = "select exists (select 1 from figure_snapshot where day = $1)"
LINES: Final = """
select figure, day, value from figure_snapshot
where figure = any ($1::text[]) and dimension = $2 and day > $3 order by day
"""
POINTS: Final = 10
"""So many days of a line are drawn: more would be read by nobody and make a board heavy."""
DAYS: Final = "select distinct day from figure_snapshot order by day desc limit $1"


class DayValue(Struct, frozen=True):
    """What a figure said on a day; None: withheld."""

    day: date
    value: int | None


async def day_is_written(*, day: date, by: Viewer) -> bool:
    """Whether the figures of a day stand."""
    async with reading(by) as work:
        found: bool = await work.connection.fetchval(STANDS, day)
        return found


async def figures_of_day(*, day: date, by: Viewer) -> list[Counted]:
    """Every value of a day, in their fixed order."""
    async with reading(by) as work:
        return [convert(dict(row), Counted) for row in await work.connection.fetch(OF_DAY, day)]


async def lines_of(
    *, figures: Collection[str], dimension: str = "", since: date, by: Viewer
) -> dict[str, list[DayValue]]:
    """Each figure day by day, of the days after `since`."""
    lines: dict[str, list[DayValue]] = {figure: [] for figure in figures}
    async with reading(by) as work:
        for row in await work.connection.fetch(LINES, list(figures), dimension, since):
            lines[row["figure"]].append(DayValue(row["day"], row["value"]))
    return lines


async def drawn_lines(
    *, figures: Collection[str], dimension: str = "", since: date, by: Viewer
) -> dict[str, list[DayValue]]:
    """The same as a chart draws them: not every day."""
    lines = await lines_of(figures=figures, dimension=dimension, since=since, by=by)
    return {figure: thinned(line) for figure, line in lines.items()}


def thinned(line: Sequence[DayValue], *, most: int = POINTS) -> list[DayValue]:
    """At most so many of a line's days, evenly apart, the last always among them."""
    return list(line[:: -(-(-len(line) // most) or 1)])[::-1]


async def days_written(*, most: int = 400, by: Viewer) -> list[date]:
    """The days that stand, the latest first."""
    async with reading(by) as work:
        return [row["day"] for row in await work.connection.fetch(DAYS, most)]
