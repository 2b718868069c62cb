"""A body's webhooks and what was told them."""

from typing import Final
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from auth.webhooks.rules import SHOWN
from auth.webhooks.schemas import Delivery, Webhook, WebhookPage
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound

WEBHOOKS: Final = """
select w.id, w.name, w.url, w.kinds, w.created_at, w.ended_at, w.version,
    (select count(*) from webhook_delivery d where d.webhook = w.id and d.state = 'failed') as failing
from webhook w where w.organisation = $1 and ($2::uuid is null or w.id = $2)
order by w.ended_at nulls first, w.name, w.id
"""
DELIVERIES: Final = """
select id, noun, verb, happened_at, state, attempts, status, failure, tried_at from webhook_delivery
where webhook = $1 and organisation = $2 order by happened_at desc, id desc limit $3
"""


async def own_webhooks(*, by: Viewer) -> list[Webhook]:
    """The webhooks of the viewer's body, those that work first."""
    return await _webhooks(None, by)


async def webhook_page(*, id: UUID, by: Viewer) -> WebhookPage:
    """One of them with its latest deliveries. Raises `NotFound`."""
    async with reading(by) as work:
        found = await _webhooks(id, by)
        if not found:
            raise NotFound
        rows = await work.connection.fetch(DELIVERIES, id, by.organisation, SHOWN)
        return WebhookPage(found[0], [convert(dict(row), Delivery) for row in rows])


def secret_purpose(webhook: UUID) -> str:
    """What a webhook's secret is kept for: it serves for no other one."""
    return f"webhook {webhook}"


async def _webhooks(id: UUID | None, by: Viewer) -> list[Webhook]:
    async with reading(by) as work:
        return [convert(dict(row), Webhook) for row in await work.connection.fetch(WEBHOOKS, by.organisation, id)]
