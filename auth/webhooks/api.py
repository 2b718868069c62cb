"""The JSON door of a body's webhooks."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from auth.webhooks import operations
from auth.webhooks.queries import own_webhooks, webhook_page
from auth.webhooks.roads import road_of
from auth.webhooks.schemas import NewWebhook, Webhook, WebhookChange, WebhookPage
from foundation.database.idempotency import Done, Keyed, Told, once, told_once
from foundation.web.rendering import PageRequest

Key = NamedDependency[Keyed | None]


@get("/api/v1/webhooks")
async def show_webhooks(by: NamedDependency[Viewer]) -> list[Webhook]:
    """The webhooks of the viewer's body."""
    return await own_webhooks(by=by)


@post("/api/v1/webhooks")
async def register_webhook(
    request: PageRequest, by: NamedDependency[Viewer], keyed: Key, data: JSONBody[NewWebhook]
) -> Told:
    """Register one; the secret that signs is told this once."""
    return await told_once(by, keyed, partial(operations.register_webhook, new=data, road=road_of(request), by=by))


@get("/api/v1/webhooks/{webhook:uuid}")
async def show_webhook(by: NamedDependency[Viewer], webhook: FromPath[UUID]) -> WebhookPage:
    """One webhook with its latest deliveries."""
    return await webhook_page(id=webhook, by=by)


@post("/api/v1/webhooks/{webhook:uuid}")
async def change_webhook(
    request: PageRequest, by: NamedDependency[Viewer], keyed: Key, webhook: FromPath[UUID],
    data: JSONBody[WebhookChange],
) -> Done:  # fmt: skip
    """Another address or other events."""
    road = road_of(request)
    return await once(by, keyed, partial(operations.change_webhook, id=webhook, change=data, road=road, by=by))


@post("/api/v1/webhooks/{webhook:uuid}/secret")
async def renew_secret(by: NamedDependency[Viewer], keyed: Key, webhook: FromPath[UUID]) -> Told:
    """A new secret that signs from now on, told this once."""
    return await told_once(by, keyed, partial(operations.renew_secret, id=webhook, by=by))


@post("/api/v1/webhooks/{webhook:uuid}/end")
async def end_webhook(by: NamedDependency[Viewer], keyed: Key, webhook: FromPath[UUID]) -> Done:
    """Nothing is told any more."""
    return await once(by, keyed, partial(operations.end_webhook, id=webhook, by=by))


@post("/api/v1/webhooks/{webhook:uuid}/replays/{webhook_delivery:uuid}")
async def replay_delivery(
    by: NamedDependency[Viewer], keyed: Key, webhook: FromPath[UUID], webhook_delivery: FromPath[UUID]
) -> Done:
    """Tell an event again, under its own id."""
    return await once(
        by, keyed, partial(operations.replay_delivery, webhook=webhook, delivery=webhook_delivery, by=by)
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_webhooks, register_webhook, show_webhook, change_webhook, renew_secret, end_webhook, replay_delivery,
)  # fmt: skip
