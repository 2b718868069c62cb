"""Telling a body or a member something. In the same transaction as the thing told; mail follows from the worker."""

from uuid import UUID

from auth.inbox.queries import TOLD, addresses_for, notice_told
from auth.permissions import Right, rights_of
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, current_work, unit_of_work
from foundation.jobs.queue import queue_job
from foundation.notifications.outbox import put_letters

INSERT = """
insert into notice (id, key, sender, sent_by, organisation, needed_right, member, subject, body, link, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (key) do nothing
"""
TOLD_BEFORE = "INSERT 0 0"
READ = "update notice set read_at = $2 where id = $1 and read_at is null"
READ_ALL = f"update notice set read_at = $4 where {TOLD} and read_at is null"


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


async def mark_read(*, id: UUID, by: Viewer) -> Done:
    """The notice was opened; everybody it was told to sees that. Raises `NotFound`."""
    async with unit_of_work(by) as work:
        await notice_told(id=id, by=by)
        await work.connection.execute(READ, id, work.now)
        return Done(id)


async def mark_all_read(*, by: Viewer) -> int:
    """Everything the viewer was told counts as opened; returns how many notices that were."""
    async with unit_of_work(by) as work:
        answer: str = await work.connection.execute(
            READ_ALL, by.organisation, list(rights_of(by)), by.member, work.now
        )  # fmt: skip
        return int(answer.rpartition(" ")[2])


async def mail_notice(*, id: UUID, public_url: str, by: Viewer) -> None:
    """Put a letter for everybody told into the outbox. People are resolved now, not when it was told."""
    async with unit_of_work(by):
        told = await notice_told(id=id, by=by)
        await put_letters(
            notice=id, addresses=await addresses_for(notice=id, by=by), subject=f"【自治体DX人材プール】{told.subject}",
            body=f"{told.body}\n\n{public_url.rstrip('/')}{told.link}\n", by=by,
        )  # fmt: skip


async def _insert(
    work: Work, key: str, by: Viewer, receiver: tuple[UUID | None, str | None, UUID | None],
    text: tuple[str, str, str],
) -> None:  # fmt: skip
    id = work.new_id()
    answer: str = await work.connection.execute(
        INSERT, id, key, by.organisation, by.account, *receiver, *text, work.now
    )  # fmt: skip
    if answer == TOLD_BEFORE:
        return
    await queue_job(
        work,
        "deliver_notice",
        {"notice": str(id), "organisation": _text(receiver[0]), "member": _text(receiver[2])},
    )


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
