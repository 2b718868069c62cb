"""Facts about towns in a table: reading a row, what it would do, taking it in, and writing the present ones."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.text.ids import body_id
from foundation.text.search import search_key
from foundation.text.sheet_reading import Misfit, Reading, Values, read_sheet
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from foundation.text.typed_days import read_day
from registry.municipalities.naming import town_named
from registry.municipalities.queries import Town, facts_on, latest_facts, towns_kept_by
from registry.municipalities.recording import record_many_facts
from registry.municipalities.rules import ANSWERS, INDICATORS, TYPED
from registry.municipalities.schemas import NewFact, StandingFact, value_in


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of a municipality as a row tells it. `code`: its 団体コード."""

    code: str
    name: str
    fact: NewFact

    @property
    def municipality(self) -> UUID:
        """The body."""
        return body_id(self.code)


def read_indicator(cell: str) -> object:
    """An indicator by its name or its code."""
    codes = {search_key(INDICATORS[code]): code for code in TYPED} | {search_key(code): code for code in TYPED}
    return codes[search_key(cell)]


COLUMNS: Final = (
    Column("団体コード", "code", "344621", str),
    Column("都道府県", "prefecture", "広島県", str),
    Column("市区町村", "town", "世羅町", str),
    Column("項目", "indicator", "DXを担当する職員（常勤換算）", read_indicator, required=True),
    Column("値", "value", "1.5（または 実施・未実施・調査無し・無回答）", str, required=True),
    Column("いつの時点", "as_of", "2027-04-01", read_day, required=True),
    Column("出所", "source", "当町の人事台帳", str, required=True),
)


async def read_facts(table: Table, by: Viewer) -> Sheet[FactLine]:
    """What a table of facts holds; a town that the viewer may not write about is an error. Raises `TableUnreadable`."""
    kept = {town.code for town in await towns_kept_by(by=by)}

    def line(values: Values) -> FactLine:
        return _line(values, kept)

    return await asyncio.to_thread(read_sheet, table, Reading((*COLUMNS,), (line,), _itself, _key, "indicator"))


async def sort_facts(rows: Sequence[SheetRow[FactLine]], by: Viewer) -> dict[str, str]:
    """Town, indicator and day -> `new`, `changed`, `same`, or `kept` where the figure was published."""
    standing = await facts_on(towns=[row.value.municipality for row in rows], by=by)
    return {row.key: _what(row.value, standing.get(_place(row.value))) for row in rows}


async def take_in_facts(rows: Sequence[SheetRow[FactLine]], what: Mapping[str, str], by: Viewer) -> None:
    """Record the new and the changed facts, each with its source."""
    lines = [(row.value.municipality, row.value.fact) for row in rows if what[row.key] in ("new", "changed")]
    await record_many_facts(facts=lines, by=by)


def shown_fact(row: SheetRow[FactLine]) -> tuple[str, str]:
    """Which fact of which town a row tells."""
    line = row.value
    value = ANSWERS[line.fact.answer] if line.fact.answer else f"{line.fact.number:,}"
    return f"{line.name}：{INDICATORS[line.fact.indicator]} {value}", ""


async def fact_cells(by: Viewer) -> list[list[Cell]]:
    """The latest facts of the towns the viewer writes about, in the columns of the table."""
    towns: dict[UUID, Town] = {town.id: town for town in await towns_kept_by(by=by)}
    rows = await latest_facts(towns=list(towns), by=by)
    return [
        [towns[row.municipality].code, None, towns[row.municipality].name, INDICATORS.get(row.indicator, row.indicator),
         ANSWERS[row.answer] if row.answer else row.number, row.as_of.isoformat(), row.source]
        for row in sorted(rows, key=lambda row: (towns[row.municipality].code, row.indicator))
    ]  # fmt: skip


def _line(values: Values, kept: set[str]) -> FactLine:
    named = str(values.get("code") or values.get("town") or "")
    if not named:
        raise Misfit("団体コードか、都道府県と市区町村を書いてください。", field="code")
    try:
        town = town_named(named, prefecture="" if "code" in values else str(values.get("prefecture", "")))
    except Misfit as misfit:
        raise Misfit(str(misfit), field="code" if "code" in values else "town") from misfit
    if "code" in values and "town" in values and search_key(str(values["town"])) != search_key(town.name):
        raise Misfit(f"団体コード {town.code6} は「{town.name}」のものです。", field="code")
    if town.code6 not in kept:
        raise Misfit(f"「{town.name}」の数字を記録できるのは、この町と、その都道府県だけです。", field="code")
    given: dict[str, Any] = {name: values[name] for name in ("indicator", "as_of", "source") if name in values}
    try:
        number, answer = value_in(str(values.get("value", "")))
    except ValueError as error:
        raise Misfit(str(error), field="value") from error
    return FactLine(town.code6, town.name, NewFact.model_validate(given | {"number": number, "answer": answer}))


def _what(line: FactLine, standing: StandingFact | None) -> str:
    if standing is None:
        return "new"
    if standing.published:
        return "kept"
    same = (standing.number, standing.answer, standing.source) == (line.fact.number, line.fact.answer, line.fact.source)
    return "same" if same else "changed"


def _place(line: FactLine) -> tuple[UUID, str, date]:
    return line.municipality, line.fact.indicator, line.fact.as_of


def _itself(line: FactLine) -> FactLine:
    return line


def _key(line: FactLine) -> str:
    return f"{line.code} {line.fact.indicator} {line.fact.as_of}"
