"""The command line's door of open data: publishing now, and replaying what was published."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

import click
from msgspec import Struct

from auth.viewer import Viewer
from foundation.commandline.installation import Installation, pass_installation
from foundation.commandline.terms import DAY, JSON, printed
from foundation.database.unit_of_work import reading
from registry.municipalities.loading import MINISTRY
from reports.figures.operations import write_down_figures
from reports.open_data.making import content_of, written
from reports.open_data.operations import publish_open_data
from reports.open_data.queries import numbers
from reports.open_data.rules import ENDINGS, sha256
from reports.open_data.schemas import Number

DIFFERS: Final = "数え直した値に、ハッシュ {given} のものはありません。データか定義が変わっています。"


class Made(Struct, frozen=True):
    """What was written down and published."""

    figures: int
    files: int


class Replayed(Struct, frozen=True):
    """The hashes of a data set made again from the rows that stand."""

    name: str
    csv: str
    json: str


@click.command("open-data")
@click.option("--name", default="", help="データの名前（例：figures）。省くと、今日の分を公開します。")
@click.option("--day", type=DAY, default=None, help="数字の基準日。省くと今日です。")
@click.option("--check", "expected", default="", help="公開したファイルのハッシュ。つくり直して同じか確かめます。")
@JSON
@pass_installation
def open_data(installation: Installation, name: str, day: datetime | None, expected: str, as_json: bool) -> None:
    """オープンデータ。名前を付けるとつくり直してハッシュを出し、付けないと今日の分を公開します。"""
    if not name:
        printed(installation.run(_publish), as_json=as_json, told=_told_made)
        return
    again = installation.run(partial(_again, name, day))
    printed(again, as_json=as_json, told=lambda made: [f"{made.name} CSV {made.csv}", f"{made.name} JSON {made.json}"])
    _compare(expected, {again.csv, again.json})


@click.command("figures")
@click.option("--day", type=DAY, default=None, help="基準日（例：2026-11-20）。省くと、いちばん新しい日です。")
@click.option("--check", "expected", default="", help="公表した数字のハッシュ。同じ数字があるか確かめます。")
@JSON
@pass_installation
def figures(installation: Installation, day: datetime | None, expected: str, as_json: bool) -> None:
    """公表した全国の数字。定義と日付とハッシュを付けて出します。"""
    act = partial(numbers, day=day.date() if day else None, by=Viewer.public())
    found = [one for one in installation.run(act) if not expected or one.hash == expected]
    printed(found, as_json=as_json, told=_told_numbers)
    _compare(expected, {one.hash for one in found})


async def _publish() -> Made:
    by = Viewer.system(MINISTRY)
    return Made(await write_down_figures(by=by), await publish_open_data(by=by))


async def _again(name: str, day: datetime | None) -> Replayed:
    public = Viewer.public()
    async with reading(public) as work:
        rows = await content_of(name, day=day.date() if day else work.today, by=public)
    return Replayed(name, *(sha256(written(name, ending, rows)) for ending in ENDINGS))


def _compare(expected: str, hashes: set[str]) -> None:
    if expected and expected not in hashes:
        raise click.ClickException(DIFFERS.format(given=expected))


def _told_made(made: Made) -> Iterator[str]:
    yield f"書きとめた数字 {made.figures:,}、新しく公開したファイル {made.files:,}"


def _told_numbers(found: list[Number]) -> Iterator[str]:
    for one in found:
        value = "秘匿" if one.value is None else f"{one.value:,}{one.unit}"
        yield f"{one.day.isoformat()} {one.name} {one.dimension or '全国'} {value} {one.hash}"


COMMANDS: Final = {"report open-data": open_data, "report figures": figures}
