"""The worker's door of webhooks: sign, send, note what came of it; again later where it was not taken."""

from typing import Any, Final
from uuid import UUID

from msgspec.json import encode

from auth.viewer import Viewer
from auth.webhooks.queries import secret_purpose
from auth.webhooks.rules import KEPT, TRIES, signature
from auth.webhooks.schemas import Event
from auth.webhooks.sending import Outcome, Road, send
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.vault.box import VAULT

WAITING: Final = """
select d.id, d.event, d.noun, d.verb, d.subject, d.happened_at, w.id as webhook, w.url, w.kept
from webhook_delivery d join webhook w on w.id = d.webhook
where d.id = $1 and d.state = 'waiting' and w.ended_at is null
"""
TRIED: Final = """
update webhook_delivery set attempts = attempts + 1, status = $2, failure = $3, tried_at = $4,
    state = case when $5 then 'delivered' when attempts + 1 >= $6 then 'failed' else 'waiting' end
where id = $1 and state = 'waiting' returning state
"""


class NotTaken(Exception):
    """The receiver did not take a delivery; the queue brings it back later."""


async def deliver_webhook(*, delivery: str, organisation: str, road: Road) -> None:
    """Send one delivery. Run twice, the second finds it delivered; the receiver knows a repetition by its id.

    Nothing of the database is held while the other side is asked. Raises `NotTaken` until it is given up.
    """
    by = Viewer.system(UUID(organisation))
    async with reading(by) as work:
        row = await work.connection.fetchrow(WAITING, UUID(delivery))
    if row is None:
        return
    outcome = await _sent(row, UUID(organisation), road)
    async with unit_of_work(by) as work:
        state = await work.connection.fetchval(
            TRIED, row["id"], outcome.status, outcome.failure, work.now, outcome.delivered, TRIES
        )  # fmt: skip
    if state == "waiting":
        raise NotTaken(outcome.failure or str(outcome.status))


async def forget_deliveries() -> None:
    """What was told a month ago is forgotten; the journal keeps that it happened."""
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute("select forget_deliveries($1)", work.now - KEPT)


async def _sent(row: Any, organisation: UUID, road: Road) -> Outcome:
    event = Event(row["event"], f"{row['noun']}.{row['verb']}", row["subject"], organisation, row["happened_at"])
    body, id = encode(event), str(row["id"])
    timestamp = int(current_clock().now().timestamp())
    secret = VAULT.read(row["kept"], purpose=secret_purpose(row["webhook"])).decode()
    headers = {
        "webhook-id": id, "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, id=id, timestamp=timestamp, body=body),
    }  # fmt: skip
    return await send(row["url"], body=body, headers=headers, road=road)


TASKS: Final = {"deliver_webhook": deliver_webhook}
HOURLY: Final = {"forget_deliveries": forget_deliveries}
