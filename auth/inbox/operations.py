"""Telling a body or a member something. In the same transaction as the thing told; mail follows from the worker."""

from uuid import UUID

from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, current_work, unit_of_work
from foundation.jobs.queue import queue_job

INSERT = """
insert into notice (id, key, sender, sent_by, organisation, needed_right, member, subject, body, link, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (key) do nothing
"""


async def tell_body(
    *, organisation: UUID, right: Right, key: str, subject: str, body: str, link: str, by: Viewer
) -> None:
    """Tell everybody in a body who holds `right`. `key` is the natural key: told twice is told once."""
    work = current_work()
    await _insert(work, key, by, (organisation, right.value, None), (subject, body, link))


async def tell_member(*, member: UUID, key: str, subject: str, body: str, link: str, by: Viewer) -> None:
    """Tell a member."""
    work = current_work()
    await _insert(work, key, by, (None, None, member), (subject, body, link))


async def mark_read(*, id: UUID, by: Viewer) -> None:
    """The notice was opened."""
    async with unit_of_work(by) as work:
        await work.connection.execute("update notice set read_at = $2 where id = $1 and read_at is null", id, work.now)


async def _insert(
    work: Work, key: str, by: Viewer, receiver: tuple[UUID | None, str | None, UUID | None],
    text: tuple[str, str, str],
) -> None:  # fmt: skip
    id = work.new_id()
    await work.connection.execute(INSERT, id, key, by.organisation, by.account, *receiver, *text, work.now)
    await queue_job(
        work,
        "deliver_notice",
        {"notice": str(id), "organisation": _text(receiver[0]), "member": _text(receiver[2])},
    )


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
