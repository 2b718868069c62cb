"""The pages of a body's webhooks."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.viewer import Viewer
from auth.webhooks import operations
from auth.webhooks.queries import own_webhooks, webhook_page
from auth.webhooks.roads import road_of
from auth.webhooks.rules import KINDS
from auth.webhooks.schemas import NewWebhook, WebhookChange
from foundation.database.idempotency import Told
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, told, version_shown

FIELD_NAMES = {"name": "名前", "url": "送り先", "kinds": "知らせるできごと"}
STATES = {"waiting": "送る前", "delivered": "届いた", "failed": "届かなかった"}


@get("/webhooks")
async def show_webhooks(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Whom one's body tells, and a form for a new one."""
    return await _list(request, by)


@post("/webhooks")
async def register_webhook(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Register one; the answer shows the secret that signs, this once."""
    road = road_of(request)
    return await told(
        request, by, lambda form: operations.register_webhook(new=form.parse(NewWebhook), road=road, by=by),
        shown=partial(_secret, request), again=partial(_list, request, by),
    )  # fmt: skip


@get("/webhooks/{webhook:uuid}")
async def show_webhook(request: PageRequest, by: NamedDependency[Viewer], webhook: FromPath[UUID]) -> Response[Any]:
    """One webhook with what was told it."""
    return await _one(request, by, webhook)


@post("/webhooks/{webhook:uuid}")
async def change_webhook(request: PageRequest, by: NamedDependency[Viewer], webhook: FromPath[UUID]) -> Response[Any]:
    """Another address or other events."""
    road = road_of(request)
    return await sent(
        request, by,
        lambda form: operations.change_webhook(id=webhook, change=form.parse(WebhookChange), road=road, by=by),
        onward=f"/webhooks/{webhook}", again=partial(_one, request, by, webhook),
    )  # fmt: skip


@post("/webhooks/{webhook:uuid}/secret")
async def renew_secret(request: PageRequest, by: NamedDependency[Viewer], webhook: FromPath[UUID]) -> Response[Any]:
    """A new secret, shown this once."""
    return await told(
        request, by, lambda _: operations.renew_secret(id=webhook, by=by),
        shown=partial(_secret, request), again=partial(_one, request, by, webhook),
    )  # fmt: skip


@post("/webhooks/{webhook:uuid}/end")
async def end_webhook(request: PageRequest, by: NamedDependency[Viewer], webhook: FromPath[UUID]) -> Response[Any]:
    """Nothing is told any more."""
    return await sent(
        request, by, lambda _: operations.end_webhook(id=webhook, by=by),
        onward="/webhooks", again=partial(_one, request, by, webhook),
    )  # fmt: skip


@post("/webhooks/{webhook:uuid}/replays/{webhook_delivery:uuid}")
async def replay_delivery(
    request: PageRequest, by: NamedDependency[Viewer], webhook: FromPath[UUID], webhook_delivery: FromPath[UUID]
) -> Response[Any]:
    """Tell it again."""
    return await sent(
        request, by, lambda _: operations.replay_delivery(webhook=webhook, delivery=webhook_delivery, by=by),
        onward=f"/webhooks/{webhook}", again=partial(_one, request, by, webhook),
    )  # fmt: skip


def _secret(request: PageRequest, issued: Told) -> Response[Any]:
    return page(request, "webhooks/secret.html", issued=issued)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "webhooks/list.html", webhooks=await own_webhooks(by=by), kinds=KINDS, field_names=FIELD_NAMES,
        refused=refused,
    )  # fmt: skip


async def _one(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    seen = await webhook_page(id=id, by=by)
    return page(
        request, "webhooks/show.html", webhook=seen.webhook, deliveries=seen.deliveries, kinds=KINDS, states=STATES,
        field_names=FIELD_NAMES, refused=refused, version=version_shown(refused, seen.webhook.version),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_webhooks, register_webhook, show_webhook, change_webhook, renew_secret, end_webhook, replay_delivery,
)  # fmt: skip
