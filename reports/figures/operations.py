"""Writing down what the figures say today, once a day."""

from typing import Final

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from reports.figures.counting import counted
from reports.figures.history import day_is_written
from reports.figures.queries import national_figures

ONLY_BY_NIGHT: Final = "その日の数字は、毎日決まった時間に仕組みが書きとめます。人の手では書きません。"
WRITE: Final = """
insert into figure_snapshot (figure, dimension, day, value, counted_at)
select figure, dimension, $4, value, $5
from unnest($1::text[], $2::text[], $3::integer[]) as new (figure, dimension, value)
on conflict (figure, dimension, day) do nothing
"""


async def write_down_figures(*, by: Viewer) -> int:
    """One row for each figure and dimension of today, by the very question the board asks; done already, nothing.

    Returns how many rows. It reads the current rows alone, never the journal: history does not make it slower.
    """
    if by.role != "system":
        raise NotAllowed(ONLY_BY_NIGHT)
    async with unit_of_work(by) as work:
        if await day_is_written(day=work.today, by=by):
            return 0
        values = counted(await national_figures(by=by))
        await work.connection.execute(
            WRITE, [one.figure for one in values], [one.dimension for one in values], [one.value for one in values],
            work.today, work.now,
        )  # fmt: skip
        await record(by=by, verb="write_down_figures", noun="figure_snapshot", subject=by.organisation,
                     after={"day": work.today, "rows": len(values)})  # fmt: skip
        return len(values)
