"""Needs from a table: which rows are new, and sending them as the town would. Part of `operations`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, Refusal
from foundation.text.field_types import UUID_TEXT
from foundation.text.ids import body_id
from foundation.text.sheet_shape import SheetRow
from registry.imports.keyed import known_rows, remember_rows
from registry.imports.needs_sheet import NeedLine
from registry.imports.rules import Kind
from registry.municipalities.reference import Municipality
from registry.needs.operations import submit_for_town, submit_need
from registry.needs.queries import needs_by_id
from registry.needs.schemas import NeedIntake

Rows = Sequence[SheetRow[NeedLine]]
ID: Final = re.compile(UUID_TEXT)


async def sort_needs(rows: Rows, by: Viewer, *, kind: Kind = Kind.NEEDS) -> dict[str, str]:
    """Number -> `new`, `same`, or `kept`: what was sent is no file's to change, under our number for it neither."""
    known = await known_rows(kind=kind, keys=[row.key for row in rows], by=by)
    sent = await needs_by_id(ids={UUID(row.key) for row in rows if ID.fullmatch(row.key)}, by=by)
    exported = {str(id) for id in sent}
    return {row.key: _what(row, known.get(row.key), exported=row.key in exported) for row in rows}


def _what(row: SheetRow[NeedLine], known: tuple[UUID, bytes] | None, *, exported: bool) -> str:
    if known is None:
        return "kept" if exported else "new"
    return "same" if known[1] == row.row_hash else "kept"


async def take_in_needs(rows: Rows, what: Mapping[str, str], by: Viewer, *, kind: Kind = Kind.NEEDS) -> None:
    """Send the new ones, a prefecture's for their towns. A refusal names its row."""
    async with unit_of_work(by) as work:
        made: dict[UUID, SheetRow[Any]] = {}
        for row in rows:
            if what[row.key] != "new":
                continue
            intake = row.value.intake.model_copy(update={"draft": work.new_id()})
            try:
                made[(await _send(row.value.town, intake, by)).id] = row
            except Refusal as refusal:
                raise Conflict(f"{row.row_number}行目：{refusal.sentence}") from refusal
        await remember_rows(kind=kind, made=made, by=by)


async def _send(town: Municipality | None, intake: NeedIntake, by: Viewer) -> Done:
    if town is None:
        return await submit_need(intake=intake, by=by)
    return await submit_for_town(town=body_id(town.code6), intake=intake, by=by)
