"""Questions about plans over years."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import convert, structs

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import Condition
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.assignments.queries import assignments
from matching.assignments.rules import ALIVE
from matching.rotations.access import rotations_visible_to, turns_visible_to
from matching.rotations.rules import Left, Turn, clashes
from matching.rotations.schemas import RotationPage, RotationRow, TurnRow
from matching.rotations.tables import Rotation, RotationTurn
from registry.capacity.queries import left_of
from registry.members.queries import member_names

ROW: Final = (Rotation.id, Rotation.title, Rotation.note, Rotation.created_at)
TURN: Final = (
    RotationTurn.id, RotationTurn.rotation, RotationTurn.member, RotationTurn.municipality, RotationTurn.during,
    RotationTurn.half_days, RotationTurn.state, RotationTurn.reason, RotationTurn.taken_up_as, RotationTurn.version,
)  # fmt: skip
PURPOSE: Final = "ローテーションの計画のため"


async def rotations(*, by: Viewer) -> list[RotationRow]:
    """The plans of the viewer's own body, the latest first."""
    async with reading(by):
        rows = await Rotation.select(*ROW).where(rotations_visible_to(by)).order_by(
            Rotation.created_at, Rotation.id, ascending=False
        )  # fmt: skip
        turns = await RotationTurn.select(RotationTurn.rotation, RotationTurn.state).where(turns_visible_to(by))
    return [_row(row, [one["state"] for one in turns if one["rotation"] == row["id"]]) for row in rows]


async def rotation_page(*, id: UUID, by: Viewer) -> RotationPage:
    """One plan with its turns and what stands against them. Raises `NotFound`."""
    async with reading(by):
        rows = await Rotation.select(*ROW).where(rotations_visible_to(by) & (Rotation.id == id))
        if not rows:
            raise NotFound
        turns = await _turns(RotationTurn.rotation == id, by)
        return RotationPage(_row(rows[0], [one.state for one in turns]), await _weighed(turns, by))


async def turn_row(*, id: UUID, by: Viewer) -> TurnRow:
    """One turn. Raises `NotFound`."""
    async with reading(by):
        for row in await _turns(RotationTurn.id == id, by):
            return row
        raise NotFound


async def _turns(of: Condition, by: Viewer) -> list[TurnRow]:
    rows = await RotationTurn.select(*TURN).where(turns_visible_to(by) & of)
    towns = await names_of({row["municipality"] for row in rows}, by=by)
    ids = {row["member"] for row in rows}
    people = await member_names(ids=ids, by=by, purpose=PURPOSE) if ids else {}
    shown = [_turn(row, towns, people) for row in rows]
    return sorted(shown, key=lambda one: (one.first_day, one.person, one.municipality_name, one.id))


async def _weighed(turns: Sequence[TurnRow], by: Viewer) -> list[TurnRow]:
    """What stands against each planned turn today: other turns, assignments, days that are not offered."""
    planned = {one.id: _plain(one) for one in turns if one.state == "planned"}
    working = [Turn(one.member, one.municipality, one.first_day, one.last_day, one.half_days)
               for one in (await assignments(by=by, states=ALIVE, size=None))[0]]  # fmt: skip
    days = await left_of(members={one.member for one in planned.values()}, by=by)
    left = {member: [Left(*stretch) for stretch in stretches] for member, stretches in days.items()}
    return [
        structs.replace(one, against=clashes(planned[one.id], [other for id, other in planned.items() if id != one.id],
                                             working, left.get(one.member, [])))
        if one.id in planned
        else one
        for one in turns
    ]  # fmt: skip


def _plain(one: TurnRow) -> Turn:
    return Turn(one.member, one.municipality, one.first_day, one.last_day, one.half_days)


def _row(row: Mapping[str, Any], states: Sequence[str]) -> RotationRow:
    return convert({**row, "planned": states.count("planned"), "taken_up": states.count("taken_up")}, RotationRow)


def _turn(row: Mapping[str, Any], towns: Mapping[UUID, str], people: Mapping[UUID, str]) -> TurnRow:
    period = Period.of(row["during"])
    return convert(
        {**row, "first_day": period.start, "last_day": period.last, "municipality_name": towns[row["municipality"]],
         "person": people.get(row["member"], "")},
        TurnRow,
    )  # fmt: skip
