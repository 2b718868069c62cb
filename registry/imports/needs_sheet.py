"""Needs in a table: how a row is read, and how the present ones are written in the same columns."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.text.half_days import half_days, parse_half_days
from foundation.text.sheet_reading import Reading, Values, read_sheet
from foundation.text.sheet_shape import Column, Sheet, SheetRow
from foundation.text.tabular import Cell, Table
from foundation.text.words import several, word_of
from registry.needs.queries import need_page, needs
from registry.needs.rules import THEMES, URGENCIES, Urgency
from registry.needs.schemas import NeedIntake

NOBODY: Final = UUID(int=0)
LARGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need as a row tells it, with the town's own number. The intake's `draft` is given when it is sent."""

    key: str
    intake: NeedIntake


NEED_COLUMNS: Final = (
    Column("管理番号", "key", "N-01", str, required=True),
    Column("題名", "title", "窓口の待ち時間を短くしたい", str),
    Column("困っていること", "story", "転入の手続で三つの窓口を回ってもらっている", str, required=True),
    Column("何のことですか", "themes", "窓口・申請、費用が高い", several(THEMES)),
    Column("いつまでに", "urgency", "来年度の予算に間に合えば", word_of(URGENCIES)),
    Column("月の日数", "wished_half_days", "2", parse_half_days),
)


async def read_needs(table: Table, by: Viewer) -> Sheet[NeedLine]:
    """What a table of needs holds: the viewer's own body's. Raises `TableUnreadable`."""
    assert by.organisation is not None, "needs are a body's"
    return await asyncio.to_thread(read_sheet, table, READING)


def shown_need(row: SheetRow[NeedLine]) -> tuple[str, str]:
    """What a row asks for."""
    intake = row.value.intake
    return intake.title or intake.story.splitlines()[0][:40], ""


async def need_cells(by: Viewer) -> list[list[Cell]]:
    """What the viewer's own body has asked for, in the columns of the table; the number is the need's own."""
    rows, _ = await needs(by=by, size=LARGE)
    own = [await need_page(id=row.id, by=by) for row in rows if by.acts_for(row.municipality)]
    return [
        [
            str(need.id), need.title, need.story, "、".join(THEMES[theme] for theme in need.themes),
            URGENCIES[Urgency(need.urgency)] if need.urgency else "",
            half_days(need.wished_half_days) if need.wished_half_days else "",
        ]
        for need in own
    ]  # fmt: skip


def _line(values: Values) -> NeedLine:
    given = {name: value for name, value in values.items() if name != "key"}
    return NeedLine(str(values.get("key", "")), NeedIntake.model_validate(given | {"draft": NOBODY}))


def _itself(line: NeedLine) -> NeedLine:
    return line


def _key(line: NeedLine) -> str:
    return line.key


READING: Final[Reading[Any]] = Reading(NEED_COLUMNS, (_line,), _itself, _key, "key")
