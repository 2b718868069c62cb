"""Papers are queued by name in the transaction of the change; `reports/issuing` prints them."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work
from foundation.jobs.queue import queue_job


async def queue_paper(*, kind: str, subject: UUID, version: int, by: Viewer) -> None:
    """Have the worker print a paper as it stands in this version: 案 before the approval, numbered after it."""
    arguments = {
        "kind": kind,
        "subject": str(subject),
        "version": version,
        "account": None if by.account is None else str(by.account),
        "organisation": None if by.organisation is None else str(by.organisation),
    }
    await queue_job(current_work(), "render_paper", arguments)
