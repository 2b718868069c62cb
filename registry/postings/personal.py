"""A member's applications."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work
from registry.postings.forgetting import forget_candidate
from registry.postings.tables import Application

THEIRS: Final = "application in (select id from application where member = $1)"
HOLDS: Final = (
    Holding("application", "応募", without=("number_hash",), stays="応募があったことと結果を、名前なしで残します"),
    Holding("application_person", "応募者の氏名・連絡先・書いたもの", THEIRS, files=("files",)),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Applications to the viewer's body that did not lead to work lose everything but their number."""
    async with unit_of_work(by):
        theirs = (Application.member == member) & (Application.owner == by.organisation)
        open_ones = theirs & Application.forgotten_at.is_null() & (Application.state != "accepted")
        for row in await Application.select(Application.id).where(open_ones):
            await forget_candidate(id=row["id"], by=by)
