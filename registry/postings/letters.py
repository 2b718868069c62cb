"""Letters to applicants: kept as text, and mailed by the worker."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.jobs.queue import queue_job
from foundation.notifications.outbox import put_letters
from registry.postings.tables import ApplicationLetter

PREFIX: Final = "【自治体DX人材プール】"


async def write_letter(
    *, application: UUID, email: str, subject: str, body: str, by: Viewer, kept: str | None = None
) -> UUID:
    """Keep a letter of the viewer's body and have it mailed; sent once, whatever the worker meets.

    `kept` is what is kept where the letter holds a secret that is the applicant's alone.
    """
    async with unit_of_work(by) as work:
        id = work.new_id()
        await ApplicationLetter.insert(
            ApplicationLetter(
                id=id,
                application=application,
                owner=by.organisation,
                subject=subject,
                body=kept or body,
                made_at=work.now,
            )
        )
        await put_letters(notice=id, addresses=[email], subject=f"{PREFIX}{subject}", body=body, by=by)
        await queue_job(work, "deliver_letter", {"letter": str(id), "organisation": str(by.organisation)})
        return id
