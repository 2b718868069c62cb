"""What waits in the life of assignments: wishes to decide, absences nobody covers. Part of `queries`."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.together import Asked, Waits
from matching.appointments.schemas import ToDo

WAITING: Final = """
select work.id, 'extension' as what, town.name as town, upper(work.during) - 1 as due
from assignment_extension wish join assignment work on work.id = wish.assignment
join organisation town on town.id = work.municipality
where wish.owner = $1 and wish.state = 'asked'
union all
select work.id, 'absence', town.name, lower(away.during)
from assignment_absence away join assignment work on work.id = away.assignment
join organisation town on town.id = work.municipality
where away.owner = $1 and away.state = 'noted' and upper(away.during) > app_today()
order by due, id
"""
ACTS: Final = {"extension": "延長するかを決める", "absence": "来られない日の代わりの人を決める"}


class _WaitingRow(Struct, frozen=True):
    id: UUID
    what: str
    town: str
    due: date


def _ask(by: Viewer) -> Asked[_WaitingRow] | None:
    return Asked(WAITING, (by.organisation,), _WaitingRow) if by.organisation and holds(by, Right.PROPOSE) else None


def _tell(_: Viewer, rows: Sequence[_WaitingRow]) -> list[ToDo]:
    return [ToDo(ACTS[row.what], row.town, f"/assignments/{row.id}", row.due) for row in rows]


WAITS: Final = Waits(_ask, _tell)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """What the viewer's own body has to decide about the people it proposed."""
    return await WAITS.of(by)
