"""What waits for a body in nouns where two rights each open an act of their own: asked and told alike."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.together import Asked, Waits
from matching.appointments.schemas import ToDo


class DueRow(Struct, frozen=True):
    """A row of such a question: the thing, its title, a day, and the act that is due."""

    id: UUID
    title: str
    due: date
    what: str


def waits_by_right(
    question: str, first: Right, second: Right, *, acts: Mapping[str, str], place: str
) -> Waits[DueRow, ToDo]:
    """The SQL is told the viewer's body ($1) and which of two rights it holds ($2, $3); `acts` words what is due."""

    def ask(by: Viewer) -> Asked[DueRow] | None:
        held = holds(by, first), holds(by, second)
        if by.organisation is None or not any(held):
            return None
        return Asked(question, (by.organisation, *held), DueRow)

    def tell(_: Viewer, rows: list[DueRow]) -> list[ToDo]:
        return [ToDo(acts[row.what], row.title, f"{place}/{row.id}", row.due) for row in rows]

    return Waits(ask, tell)
