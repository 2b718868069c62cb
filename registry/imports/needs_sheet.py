"""Needs in a table: how a row is read, and how the present ones are written in the same columns."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.text.half_days import half_days, parse_half_days
from foundation.text.sheet_reading import Misfit, Reading, Values, read_sheet
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from foundation.text.words import several, word_of
from registry.municipalities.naming import town_named
from registry.municipalities.queries import towns_of_hall
from registry.municipalities.reference import Municipality
from registry.needs.access import may_handle
from registry.needs.queries import whole_needs
from registry.needs.rules import THEMES, URGENCIES, Urgency
from registry.needs.schemas import NeedIntake, NeedPage

NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need as a row tells it, with the sender's own number. The intake's `draft` is given when it is sent.

    `town`: whose it is, in a prefecture's file.
    """

    key: str
    intake: NeedIntake
    town: Municipality | None = None


NEED_COLUMNS: Final = (
    Column("管理番号", "key", "N-01", str, required=True),
    Column("題名", "title", "窓口の待ち時間を短くしたい", str),
    Column("困っていること", "story", "転入の手続で三つの窓口を回ってもらっている", str, required=True),
    Column("何のことですか", "themes", "窓口・申請、費用が高い", several(THEMES)),
    Column("いつまでに", "urgency", "来年度の予算に間に合えば", word_of(URGENCIES)),
    Column("月の日数", "wished_half_days", "2", parse_half_days),
)


TOWN_COLUMNS: Final = (
    Column("市区町村", "town", "世羅町（または団体コード 344621）", str, required=True),
    *NEED_COLUMNS,
)


async def read_needs(table: Table, by: Viewer) -> Sheet[NeedLine]:
    """What a table of needs holds: the viewer's own body's. Raises `TableUnreadable`."""
    assert by.organisation is not None, "needs are a body's"
    return await asyncio.to_thread(read_sheet, table, READING)


async def read_town_needs(table: Table, by: Viewer) -> Sheet[NeedLine]:
    """What a prefecture's table of its towns' needs holds; another prefecture's town is an error."""
    kept = {town.code for town in await towns_of_hall(by=by)}

    def line(values: Values) -> NeedLine:
        return replace(_line({name: value for name, value in values.items() if name != "town"}),
                       town=_town(str(values.get("town", "")), kept, hall=by.organisation_name))  # fmt: skip

    return await asyncio.to_thread(read_sheet, table, Reading(TOWN_COLUMNS, (line,), _itself, _key, "key"))


def shown_need(row: SheetRow[NeedLine]) -> tuple[str, str]:
    """What a row asks for, and whose it is in a prefecture's file."""
    intake, town = row.value.intake, row.value.town
    title = intake.title or intake.story.splitlines()[0][:40]
    return f"{town.name}：{title}" if town else title, ""


async def need_cells(by: Viewer) -> list[list[Cell]]:
    """What the viewer's own body has asked for, in the columns of the table; the number is the need's own."""
    return [_cells(need) for need in await whole_needs(by=by) if by.acts_for(need.municipality)]


async def town_need_cells(by: Viewer) -> list[list[Cell]]:
    """What the towns of the viewer's body have asked for, each with its town."""
    return [
        [need.municipality_name, *_cells(need)] for need in await whole_needs(by=by) if may_handle(by, need) is None
    ]


def _cells(need: NeedPage) -> list[Cell]:
    return [
        str(need.id), need.title, need.story, "、".join(THEMES[theme] for theme in need.themes),
        URGENCIES[Urgency(need.urgency)] if need.urgency else "",
        half_days(need.wished_half_days) if need.wished_half_days else "",
    ]  # fmt: skip


def _town(text: str, kept: set[str], *, hall: str) -> Municipality:
    try:
        town = town_named(text, prefecture="" if text.startswith(hall) else hall)
    except Misfit as misfit:
        raise Misfit(str(misfit), field="town") from misfit
    if town.code6 not in kept:
        raise Misfit(f"「{town.name}」の相談を取り込めるのは、その都道府県だけです。", field="town")
    return town


def _line(values: Values) -> NeedLine:
    given = {name: value for name, value in values.items() if name != "key"}
    return NeedLine(str(values.get("key", "")), NeedIntake.model_validate(given | {"draft": NOBODY}))


def _itself(line: NeedLine) -> NeedLine:
    return line


def _key(line: NeedLine) -> str:
    return line.key


READING: Final[Reading[Any]] = Reading(NEED_COLUMNS, (_line,), _itself, _key, "key")
