"""Registering a body's webhooks, changing and ending them, telling an event again."""

import secrets
from base64 import b64encode
from typing import Final
from uuid import UUID

from auth.accounts.lasting import check_lasting
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from auth.webhooks.queries import secret_purpose, webhook_page
from auth.webhooks.rules import SECRET_PREFIX, is_target
from auth.webhooks.schemas import NewWebhook, WebhookChange
from auth.webhooks.sending import Road
from foundation.database.idempotency import Done, Told
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotFound, RuleBroken
from foundation.jobs.queue import queue_job
from foundation.vault.box import VAULT

INSERT: Final = """
insert into webhook (id, organisation, name, url, kinds, kept, created_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
CHANGE: Final = """
update webhook set name = $3, url = $4, kinds = $5, version = version + 1
where id = $1 and version = $2 and organisation = $6 and ended_at is null returning version
"""
KEEP: Final = "update webhook set kept = $2 where id = $1 and organisation = $3 and ended_at is null returning id"
END: Final = "update webhook set ended_at = coalesce(ended_at, $2) where id = $1 and organisation = $3"
AGAIN: Final = """
update webhook_delivery set state = 'waiting', attempts = 0 where id = $1 and webhook = $2 and organisation = $3
returning id
"""
NOT_A_TARGET: Final = "送り先は、https:// で始まる、インターネットのアドレスにしてください。"
STALE: Final = "ほかの人が先にこの通知を変えました。あなたの内容は画面に残っています。読み込み直してください。"
ENDED: Final = "この通知は、もう終了しています。何も変えていません。新しく登録してください。"


async def register_webhook(*, new: NewWebhook, road: Road, by: Viewer) -> Told:
    """Have an outside system told from now on; returns the secret that signs, this once. Raises `RuleBroken`."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    _check_target(new.url, road)
    async with unit_of_work(by) as work:
        id, secret = work.new_id(), _new_secret()
        kept = VAULT.keep(secret.encode(), purpose=secret_purpose(id))
        await work.connection.execute(
            INSERT, id, by.organisation, new.name, new.url, new.kinds, kept, work.now, by.account
        )  # fmt: skip
        await record(by=by, verb="register_webhook", noun="webhook", subject=id, after=new.model_dump())
        return Told(id, secret)


async def change_webhook(*, id: UUID, change: WebhookChange, road: Road, by: Viewer) -> Done:
    """Another address or other nouns. Raises `Conflict` where it was changed or ended since."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    _check_target(change.url, road)
    async with unit_of_work(by) as work:
        before = (await webhook_page(id=id, by=by)).webhook
        if before.ended_at is not None:
            raise Conflict(ENDED)
        version = await work.connection.fetchval(
            CHANGE, id, change.version, change.name, change.url, change.kinds, by.organisation
        )  # fmt: skip
        if version is None:
            raise Conflict(STALE)
        await record(by=by, verb="change_webhook", noun="webhook", subject=id,
                     before={"url": before.url, "kinds": before.kinds}, after=change.model_dump())  # fmt: skip
        return Done(id, version)


async def renew_secret(*, id: UUID, by: Viewer) -> Told:
    """A new secret that signs from now on, told this once. Raises `Conflict` for an ended webhook."""
    require(by, Right.KEEP_STAFF)
    await check_lasting(by)
    secret = _new_secret()
    async with unit_of_work(by) as work:
        await webhook_page(id=id, by=by)
        kept = VAULT.keep(secret.encode(), purpose=secret_purpose(id))
        if await work.connection.fetchval(KEEP, id, kept, by.organisation) is None:
            raise Conflict(ENDED)
        await record(by=by, verb="renew_secret", noun="webhook", subject=id)
        return Told(id, secret)


async def end_webhook(*, id: UUID, by: Viewer) -> Done:
    """Nothing is told any more; what waits is not sent either."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        await webhook_page(id=id, by=by)
        await work.connection.execute(END, id, work.now, by.organisation)
        await record(by=by, verb="end_webhook", noun="webhook", subject=id)
        return Done(id)


async def replay_delivery(*, webhook: UUID, delivery: UUID, by: Viewer) -> Done:
    """Tell an event again, under its own id: the receiver knows it by that. Raises `NotFound`, `Conflict`."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        if (await webhook_page(id=webhook, by=by)).webhook.ended_at is not None:
            raise Conflict(ENDED)
        if await work.connection.fetchval(AGAIN, delivery, webhook, by.organisation) is None:
            raise NotFound
        told = {"delivery": str(delivery), "organisation": str(by.organisation)}
        await queue_job(work, "deliver_webhook", told)
        await record(by=by, verb="replay_delivery", noun="webhook", subject=webhook)
        return Done(delivery)


def _check_target(url: str, road: Road) -> None:
    if not is_target(url, to_this_machine=road.to_this_machine):
        raise RuleBroken(NOT_A_TARGET, field="url")


def _new_secret() -> str:
    return SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()
