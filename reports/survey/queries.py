"""Survey tables counted from the facts of towns. The facts are public, so everybody may ask."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from registry.municipalities.rules import ANSWERS, DX_STAFF, INDICATORS, POPULATION, UNITS
from registry.municipalities.surveying import (
    Asked,
    TownName,
    TownValue,
    answers_counted,
    town_names,
    values_of_towns,
)
from reports.survey.reference import definition_called, statements
from reports.survey.rules import ALL, NOT_SURVEYED, Apart, Definition, TownRow, cross_tab, placed, share
from reports.survey.schemas import Answered, Cell, CrossTab, SurveyTable, Told, Total, Year

MISSING: Final = "missing"
"""The answer of towns of which nothing is recorded."""


async def survey_table(*, definition: str, prefecture: str = "", by: Viewer) -> SurveyTable:
    """Every table of a definition, of all towns or of one prefecture (its 団体コード). Raises `NotFound`."""
    wanted = definition_called(definition)
    async with reading(by):
        hall = await _hall(prefecture, by)
        towns = await town_names(prefecture=hall, by=by)
        totals = await _totals(wanted, hall, len(towns), by)
        rows = await _rows(wanted, hall, towns, by)
        asked = _asked(wanted, wanted.columns, hall)
        unasked = {value.code for value in await values_of_towns(asked, by=by) if value.answer == NOT_SURVEYED}
    cells, apart = cross_tab(rows, wanted)
    table = SurveyTable(
        definition=wanted.code, name=wanted.name, fiscal_year=wanted.fiscal_year, prefecture=prefecture,
        municipalities=len(towns), denominator=len(towns) - len(unasked), not_surveyed=len(unasked), totals=totals,
        cross_tab=CrossTab(
            population_bands=[band.name for band in wanted.population_bands],
            staff_bands=[band.name for band in wanted.staff_bands],
            cells=[Cell(row, column, number) for (row, column), number in sorted(cells.items())],
            apart={reason.value: apart.get(reason, 0) for reason in Apart},
        ),
        statements=[_told(one) for one in statements() if one.fiscal_year == wanted.fiscal_year],
        source=wanted.source, note=wanted.note, hash="",
    )  # fmt: skip
    return msgspec.structs.replace(table, hash=_hash(table, wanted))


async def year_on_year(*, definition: str, before: str, prefecture: str = "", by: Viewer) -> list[Year]:
    """Each indicator's share in two surveys, each by its own definition and denominator."""
    async with reading(by):
        hall = await _hall(prefecture, by)
        counted = []
        for code in (before, definition):
            wanted = definition_called(code)
            towns = await town_names(prefecture=hall, by=by)
            counted.append({one.indicator: one for one in await _totals(wanted, hall, len(towns), by)})
    earlier, later = counted
    return [_year(earlier[code], later[code]) for code in later if code in earlier and code not in UNITS]


async def towns_answering(
    *, definition: str, indicator: str, answer: str, prefecture: str = "", by: Viewer
) -> list[Answered]:
    """The towns behind one total: `answer` is yes, no, no_answer, not_surveyed, number or missing."""
    wanted = definition_called(definition)
    if indicator not in wanted.columns:
        raise NotFound
    async with reading(by):
        hall = await _hall(prefecture, by)
        towns = await town_names(prefecture=hall, by=by)
        values = {value.code: value for value in await values_of_towns(_asked(wanted, [indicator], hall), by=by)}
    return [_answered(town, values.get(town.code)) for town in towns if _answer_of(values.get(town.code)) == answer]


async def towns_placed(
    *, definition: str, population: str = ALL, staff: str = ALL, apart: str = "", prefecture: str = "", by: Viewer
) -> list[Answered]:
    """The towns behind one cell of the cross-tab, or those that stand apart for a reason."""
    wanted = definition_called(definition)
    async with reading(by):
        hall = await _hall(prefecture, by)
        towns = {town.code: town for town in await town_names(prefecture=hall, by=by)}
        rows = await _rows(wanted, hall, list(towns.values()), by)
    return [
        Answered(row.code, towns[row.code].name, towns[row.code].prefecture, _facts_in_words(row))
        for row in rows
        if _stands(placed(row, wanted), population, staff, apart)
    ]


async def town_by_town(*, definition: str, prefecture: str = "", by: Viewer) -> tuple[list[str], list[list[str]]]:
    """The export: 団体コード first, then the survey's own columns in their order; a heading and a row for each town."""
    wanted = definition_called(definition)
    async with reading(by):
        hall = await _hall(prefecture, by)
        towns = await town_names(prefecture=hall, by=by)
        values = await values_of_towns(_asked(wanted, wanted.columns, hall), by=by)
    by_town: dict[str, dict[str, str]] = {}
    for value in values:
        by_town.setdefault(value.code, {})[value.indicator] = in_words(value.indicator, value.number, value.answer)
    heading = ["団体コード", "都道府県", "市区町村", *(INDICATORS[code] for code in wanted.columns)]
    return heading, [
        [town.code, town.prefecture, town.name, *(by_town.get(town.code, {}).get(code, "") for code in wanted.columns)]
        for town in towns
    ]


def in_words(indicator: str, number: Decimal | None, answer: str | None) -> str:
    """A value as the survey's file prints it: `実施`, `72%`, `1.5`."""
    if answer is not None:
        return ANSWERS[answer]
    unit = "%" if UNITS.get(indicator) == "%" else ""
    return f"{number.normalize():f}{unit}" if number is not None else ""


def _asked(wanted: Definition, indicators: Sequence[str], hall: UUID | None) -> Asked:
    window = wanted.population if list(indicators) == [POPULATION] else wanted.facts
    return Asked(indicators, window.first, window.last, wanted.published_only, hall)


async def _hall(code: str, by: Viewer) -> UUID | None:
    if not code:
        return None
    found = next((hall.id for hall in await bodies_of_kind("prefecture", by=by) if hall.code == code), None)
    if found is None:
        raise NotFound("この団体コードの都道府県はありません。一覧から選んでください。")
    return found


async def _totals(wanted: Definition, hall: UUID | None, towns: int, by: Viewer) -> list[Total]:
    counted: dict[str, Counter[str]] = {code: Counter() for code in wanted.columns}
    for row in await answers_counted(_asked(wanted, wanted.columns, hall), by=by):
        counted[row.indicator][row.answer] += row.towns
    return [_total(code, counted[code], towns, wanted) for code in wanted.columns]


def _total(code: str, answers: Counter[str], towns: int, wanted: Definition) -> Total:
    surveyed = answers["yes"] + answers["no"] + answers["no_answer"]
    return Total(
        indicator=code, name=INDICATORS[code], yes=answers["yes"], no=answers["no"], no_answer=answers["no_answer"],
        not_surveyed=answers[NOT_SURVEYED], numbers=answers["number"], missing=towns - answers.total(),
        surveyed=surveyed + answers["number"],
        share=None if code in UNITS else share(answers["yes"], surveyed, decimals=wanted.share_decimals),
    )  # fmt: skip


async def _rows(wanted: Definition, hall: UUID | None, towns: Sequence[TownName], by: Viewer) -> list[TownRow]:
    residents = {one.code: one.number for one in await values_of_towns(_asked(wanted, [POPULATION], hall), by=by)}
    staff = {one.code: one for one in await values_of_towns(_asked(wanted, [DX_STAFF], hall), by=by)}
    return [_row(town.code, residents.get(town.code), staff.get(town.code)) for town in towns]


def _row(code: str, residents: Decimal | None, staff: TownValue | None) -> TownRow:
    return TownRow(
        code=code, population=None if residents is None else int(residents), staff=staff.number if staff else None,
        surveyed=staff is None or staff.answer != NOT_SURVEYED,
    )  # fmt: skip


def _stands(place: tuple[str, str] | Apart, population: str, staff: str, apart: str) -> bool:
    if isinstance(place, Apart):
        return place.value == apart
    return not apart and population in (ALL, place[0]) and staff in (ALL, place[1])


def _facts_in_words(row: TownRow) -> str:
    staff = "調査無し" if not row.surveyed else "職員の記録なし" if row.staff is None else f"職員 {row.staff:f}人"
    residents = "人口の記録なし" if row.population is None else f"人口 {row.population:,}人"
    return f"{staff}・{residents}"


def _answer_of(value: TownValue | None) -> str:
    if value is None:
        return MISSING
    return value.answer or "number"


def _answered(town: TownName, value: TownValue | None) -> Answered:
    words = "記録なし" if value is None else in_words(value.indicator, value.number, value.answer)
    return Answered(town.code, town.name, town.prefecture, words)


def _told(one: object) -> Told:
    return msgspec.convert(one, Told, from_attributes=True)


def _year(earlier: Total, later: Total) -> Year:
    known = earlier.share is not None and later.share is not None
    change = float(Decimal(str(later.share)) - Decimal(str(earlier.share))) if known else None
    return Year(later.indicator, later.name, earlier.share, later.share, change)


def _hash(table: SurveyTable, wanted: Definition) -> str:
    """Of what was counted and how, in one fixed writing."""
    told: Mapping[str, object] = {"definition": msgspec.to_builtins(wanted), "table": msgspec.to_builtins(table)}
    return sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()
