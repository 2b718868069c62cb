"""A person's applications as a member."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in
from foundation.database.unit_of_work import unit_of_work
from foundation.jobs.queue import queue_job

HOLDS: Final = (
    Holding(
        "application",
        "募集への応募",
        without=("number_hash",),
        stays="応募があったことと結果を、名前のない番号の行として残します",
    ),
    Holding(
        "application_person", "応募の内容", "application in (select id from application where member = $1)",
        files=("files",),
    ),
)  # fmt: skip
OWN: Final = """
select id, owner from application where member = $1 and forgotten_at is null
    and (state <> 'accepted' or joined_at is not null)
"""


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Each posting body's worker takes away what names the person: words, files, sheets and letters are that body's."""
    async with unit_of_work(by) as work:
        for row in await work.connection.fetch(OWN, member):
            arguments = {"application": str(row["id"]), "organisation": str(row["owner"])}
            await queue_job(work, "forget_applicant", arguments, once_as=f"forget-{row['id']}")
