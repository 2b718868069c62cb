"""The catalogue, a file of it, and every published number with its hash. Everybody may ask."""

from datetime import date
from typing import Final

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from reports.figures.history import days_written, figures_of_day
from reports.figures.rules import BY_KEY
from reports.open_data.making import data_set, data_sets
from reports.open_data.rules import LICENCE, number_hash
from reports.open_data.schemas import Entry, Number, Published

LATEST: Final = """
select distinct on (name, ending) name, ending, day, sha256, rows, made_at from open_data_file
order by name, ending, day desc
"""
CONTENT: Final = """
select bytes from open_data_file where name = $1 and ending = $2 and ($3::date is null or day <= $3)
order by day desc limit 1
"""
NOT_YET: Final = "このデータはまだ公開されていません。毎日、日付が変わってから1時間のうちにできます。"


async def latest_files(*, by: Viewer) -> list[Published]:
    """The content of each data set that stands."""
    async with reading(by) as work:
        return [convert(dict(row), Published) for row in await work.connection.fetch(LATEST)]


async def catalogue(*, by: Viewer) -> list[Entry]:
    """Every data set with its latest files."""
    files = await latest_files(by=by)
    return [
        Entry(one.name, one.title, one.about, one.source, LICENCE, [file for file in files if file.name == one.name])
        for one in data_sets()
    ]


async def file_of(*, name: str, ending: str, day: date | None = None, by: Viewer) -> bytes:
    """The content that stood on a day, or stands. Raises `NotFound`."""
    data_set(name)
    async with reading(by) as work:
        content: bytes | None = await work.connection.fetchval(CONTENT, name, ending, day)
    if content is None:
        raise NotFound(NOT_YET)
    return content


async def numbers(*, day: date | None = None, by: Viewer) -> list[Number]:
    """Every number published for a day, the latest where none is given; none before the first night."""
    async with reading(by):
        wanted = day or next(iter(await days_written(most=1, by=by)), None)
        if wanted is None:
            return []
        return [
            Number(
                figure=one.figure, name=BY_KEY[one.figure].name, unit=BY_KEY[one.figure].unit, dimension=one.dimension,
                day=wanted, value=one.value, definition=BY_KEY[one.figure].text,
                hash=number_hash(definition=BY_KEY[one.figure].text, figure=one.figure, dimension=one.dimension,
                                 day=wanted, value=one.value),
            )
            for one in await figures_of_day(day=wanted, by=by)
        ]  # fmt: skip
