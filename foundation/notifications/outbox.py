"""Letters that wait: written with what they tell, sent once (natural key: notice and address)."""

import logging
from collections.abc import Collection
from uuid import UUID

from foundation.database.context import Context
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.notifications.post import Letter, NotDelivered, Post, deliver

logger = logging.getLogger(__name__)

PUT = """
insert into mail_outbox (id, notice, told, address, subject, body, created_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (notice, address) do nothing
"""
WAITING = "select id from mail_outbox where notice = $1 and sent_at is null order by id"
TAKE = """
select id, address, subject, body from mail_outbox where id = $1 and sent_at is null for update skip locked
"""
SENT = "update mail_outbox set sent_at = $2 where id = $1"


async def put_letters(*, notice: UUID, addresses: Collection[str], subject: str, body: str, by: Context) -> None:
    """A letter about `notice` to each address that has none yet. `by` is the body or member who is told."""
    told = by.organisation or by.member
    async with unit_of_work(by) as work:
        for address in addresses:
            await work.connection.execute(
                PUT, work.new_id(), notice, told, address, subject, body, work.now
            )  # fmt: skip


async def send_letters(*, notice: UUID, post: Post, by: Context) -> None:
    """Send what still waits. One address that is refused keeps no other waiting; the first refusal is raised then."""
    refused: NotDelivered | None = None
    for id in await _waiting(notice, by):
        try:
            await _send(id, post, by)
        except NotDelivered as error:
            logger.warning("letter %s could not be sent: %s", id, error)
            refused = refused or error
    if refused is not None:
        raise refused


async def _waiting(notice: UUID, by: Context) -> list[UUID]:
    async with reading(by) as work:
        return [row["id"] for row in await work.connection.fetch(WAITING, notice)]


async def _send(id: UUID, post: Post, by: Context) -> None:
    """Sending and its mark in one transaction; the row's lock keeps a second worker from sending it too."""
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow(TAKE, id)
        if row is None:
            return
        await deliver(post, Letter(row["id"], row["address"], row["subject"], row["body"]))
        await work.connection.execute(SENT, id, work.now)
