"""Needs from a table: which rows are new, and sending them as the town would. Part of `operations`."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, Refusal
from foundation.text.sheet_shape import SheetRow
from registry.imports.keyed import known_rows, remember_rows
from registry.imports.needs_sheet import NeedLine
from registry.imports.rules import Kind
from registry.needs.operations import submit_need

Rows = Sequence[SheetRow[NeedLine]]


async def sort_needs(rows: Rows, by: Viewer) -> dict[str, str]:
    """Number -> `new`, `same`, or `kept`: what was sent is no file's to change."""
    known = await known_rows(kind=Kind.NEEDS, keys=[row.key for row in rows], by=by)
    return {
        row.key: "new" if row.key not in known else "same" if known[row.key][1] == row.row_hash else "kept"
        for row in rows
    }


async def take_in_needs(rows: Rows, what: Mapping[str, str], by: Viewer) -> None:
    """Send the new ones. A refusal names its row."""
    async with unit_of_work(by) as work:
        made: dict[UUID, SheetRow[Any]] = {}
        for row in rows:
            if what[row.key] != "new":
                continue
            intake = row.value.intake.model_copy(update={"draft": work.new_id()})
            try:
                made[(await submit_need(intake=intake, by=by)).id] = row
            except Refusal as refusal:
                raise Conflict(f"{row.row_number}行目：{refusal.sentence}") from refusal
        await remember_rows(kind=Kind.NEEDS, made=made, by=by)
