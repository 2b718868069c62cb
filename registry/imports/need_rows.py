"""Needs from a table: which rows are new, and sending them as the town would. Part of `operations`."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, Refusal
from foundation.text.ids import body_id
from foundation.text.sheet_shape import SheetRow
from registry.imports.keyed import known_rows, remember_rows
from registry.imports.needs_sheet import NeedLine
from registry.imports.rules import Kind
from registry.municipalities.reference import Municipality
from registry.needs.operations import submit_for_town, submit_need
from registry.needs.schemas import NeedIntake

Rows = Sequence[SheetRow[NeedLine]]


async def sort_needs(rows: Rows, by: Viewer, *, kind: Kind = Kind.NEEDS) -> dict[str, str]:
    """Number -> `new`, `same`, or `kept`: what was sent is no file's to change."""
    known = await known_rows(kind=kind, keys=[row.key for row in rows], by=by)
    return {
        row.key: "new" if row.key not in known else "same" if known[row.key][1] == row.row_hash else "kept"
        for row in rows
    }


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
