"""The content of each data set, the same for the same rows: 団体コード first, CSV with BOM, JSON with definition."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qs

import msgspec

from auth.viewer import Viewer
from foundation.errors import NotFound
from foundation.text.codes import prefecture_code
from foundation.text.table_writing import Cell, write_csv
from registry.frameworks.queries import overview
from registry.joint_procurements.reference import kinds
from reports.figures.history import figures_of_day
from reports.figures.rules import BY_KEY
from reports.open_data.rules import FIGURES, FRAMEWORKS, LICENCE, PROCUREMENTS, REGISTERS, SURVEY, DataSet
from reports.survey.queries import town_by_town
from reports.survey.reference import definitions

Rows = tuple[list[str], list[Sequence[Cell]]]
"""Heading and rows."""


def data_sets() -> tuple[DataSet, ...]:
    """Every data set there is."""
    surveys = (
        DataSet(f"{SURVEY}{one.code}", one.name, "市区町村ごとの答え。列は調査の並びのとおりです。", one.source)
        for one in definitions().values()
    )
    return (*REGISTERS, *surveys)


def data_set(name: str) -> DataSet:
    """The data set with this name. Raises `NotFound`."""
    found = next((one for one in data_sets() if one.name == name), None)
    if found is None:
        raise NotFound("この名前のデータはありません。オープンデータの一覧から選んでください。")
    return found


async def content_of(name: str, *, day: date, by: Viewer) -> Rows:
    """What a data set says: the figures as of `day`, everything else as it stands. Raises `NotFound`."""
    data_set(name)
    if name == FIGURES:
        return await _figures(day, by)
    if name == FRAMEWORKS:
        return await _frameworks(by)
    if name == PROCUREMENTS:
        return ["番号", "システムの種類", "共同調達している都道府県の数"], [
            [kind.number, kind.name, kind.prefectures] for kind in kinds()
        ]
    heading, rows = await town_by_town(definition=name.removeprefix(SURVEY), by=by)
    return heading, list(rows)


def written(name: str, ending: str, rows: Rows) -> bytes:
    """The bytes that are published."""
    heading, body = rows
    if ending == "csv":
        return write_csv(heading, body)
    told = data_set(name)
    whole = {"name": name, "title": told.title, "about": told.about, "source": told.source, "licence": LICENCE,
             "columns": heading, "rows": body}  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole, order="deterministic"), indent=1)


async def _figures(day: date, by: Viewer) -> Rows:
    heading = ["団体コード", "数字", "区分", "値", "単位", "基準日", "定義"]
    return heading, [
        [_code(one.dimension), BY_KEY[one.figure].name, one.dimension, one.value, BY_KEY[one.figure].unit,
         day.isoformat(), BY_KEY[one.figure].text]
        for one in await figures_of_day(day=day, by=by)
    ]  # fmt: skip


async def _frameworks(by: Viewer) -> Rows:
    heading = [
        "団体コード",
        "都道府県",
        "推進体制",
        "型",
        "始まりの日",
        "人材プールを持つ団体",
        "参加する市区町村",
        "市区町村",
    ]
    return heading, [
        [row.code, row.prefecture_name, row.name, row.model, row.started_on.isoformat() if row.started_on else None,
         row.owner_name, row.participants, row.towns]
        for row in await overview(by=by)
    ]  # fmt: skip


def _code(dimension: str) -> str:
    """The 団体コード of the prefecture that a figure's dimension names; "" for the nation."""
    digits = parse_qs(dimension).get("prefecture", [""])[0]
    return prefecture_code(digits) if digits.isdigit() else ""
