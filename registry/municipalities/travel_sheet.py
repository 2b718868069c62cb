"""Minutes between towns in a table: reading a row, what it would do, taking it in, and writing the present ones."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Final

from auth.viewer import Viewer
from foundation.text.shape import Shape
from foundation.text.sheet_reading import Misfit, Reading, Values, read_sheet
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from foundation.text.text_type import OneLine, digits
from foundation.text.typed_days import read_day
from registry.municipalities.naming import town_named
from registry.municipalities.reference import Municipality
from registry.municipalities.travel_times import KnownTravel, record_travel_times, travel_times

MOST_MINUTES: Final = 1440


class TravelSaid(Shape):
    """One-way minutes between two towns, as of a day, and where they were looked up."""

    minutes: int
    as_of: date
    source: Annotated[str, OneLine(200)]


Towns = tuple[Municipality, Municipality]


def read_minutes(cell: str) -> object:
    """1 to 1440, full-width digits too."""
    typed = digits(cell).strip().removesuffix("分")
    if not typed.isdigit() or not 1 <= int(typed) <= MOST_MINUTES:
        raise Misfit(f"片道の分を、1から{MOST_MINUTES}までの数字で書いてください。")
    return int(typed)


COLUMNS: Final = (
    Column("一方の市区町村", "one", "広島市（または団体コード 341002）", str, required=True),
    Column("他方の市区町村", "other", "大崎上島町", str, required=True),
    Column("片道（分）", "minutes", "95", read_minutes, required=True),
    Column("いつの時点", "as_of", "2026-10-01", read_day, required=True),
    Column("出所", "source", "フェリーの時刻表と乗換案内", str, required=True),
)


async def read_travel(table: Table, _: Viewer) -> Sheet[KnownTravel]:
    """What a table of travel times holds. Raises `TableUnreadable`."""
    reading = Reading(COLUMNS, (_towns, _said), _joined, _key, "one")
    return await asyncio.to_thread(read_sheet, table, reading)


async def sort_travel(rows: Sequence[SheetRow[KnownTravel]], by: Viewer) -> dict[str, str]:
    """Pair of towns -> `new`, `changed` or `same`."""
    standing = {each.codes: each for each in await travel_times(by=by)}
    return {row.key: _what(row.value, standing.get(row.value.codes)) for row in rows}


async def take_in_travel(rows: Sequence[SheetRow[KnownTravel]], what: Mapping[str, str], by: Viewer) -> None:
    """Record the new and the changed ones, each with its source and day."""
    await record_travel_times(times=[row.value for row in rows if what[row.key] in ("new", "changed")], by=by)


def shown_travel(row: SheetRow[KnownTravel]) -> tuple[str, str]:
    """Which way a row tells."""
    one, other = row.value.names
    return f"{one}と{other}の間：片道{row.value.minutes}分", ""


async def travel_cells(by: Viewer) -> list[list[Cell]]:
    """What the viewer's body keeps, in the columns of the table."""
    return [[*each.names, each.minutes, each.as_of.isoformat(), each.source] for each in await travel_times(by=by)]


def _towns(values: Values) -> Towns:
    """Both towns, in the order of their codes."""
    one, other = (_town(values, field) for field in ("one", "other"))
    if one.code6 == other.code6:
        raise Misfit("同じ市区町村です。別の2つを書いてください。", field="other")
    return (one, other) if one.code6 < other.code6 else (other, one)


def _said(values: Values) -> TravelSaid:
    return TravelSaid.model_validate({name: values[name] for name in TravelSaid.model_fields if name in values})


def _town(values: Values, field: str) -> Municipality:
    try:
        return town_named(str(values.get(field, "")))
    except Misfit as misfit:
        raise Misfit(str(misfit), field=field) from misfit


def _joined(towns: Towns, said: TravelSaid) -> KnownTravel:
    one, other = towns
    return KnownTravel((one.code6, other.code6), (one.name, other.name), said.minutes, said.as_of, said.source)


def _what(line: KnownTravel, standing: KnownTravel | None) -> str:
    if standing is None:
        return "new"
    return "same" if standing == line else "changed"


def _key(line: KnownTravel) -> str:
    return " ".join(line.codes)
