"""An outside system is told what its body did: in the same transaction, signed, retried, told again by button."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from auth.webhooks import operations
from auth.webhooks.queries import webhook_page
from auth.webhooks.rules import TRIES
from auth.webhooks.schemas import NewWebhook, WebhookChange
from auth.webhooks.sending import Road
from auth.webhooks.tasks import NotTaken, deliver_webhook
from foundation.database.idempotency import Told
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.needs.operations import submit_need
from registry.needs.schemas import NeedIntake
from tests.auth.webhooks.receiver import Receiver, receiver
from tests.browser import Visit
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

HERE = Road(to_this_machine=True)
QUEUED = "select args from jobs.procrastinate_jobs where task_name = 'deliver_webhook' order by id"
STORY = "窓口が分かれていて、住民が三つの課を回っている。"


@pytest.fixture
def outside() -> Iterator[Receiver]:
    with receiver() as kept:
        yield kept


async def told_of_needs(by: Viewer, url: str) -> Told:
    new = NewWebhook(name="架空の人事システム", url=url, kinds=["need"])
    return await operations.register_webhook(new=new, road=HERE, by=by)


async def ask(by: Viewer) -> UUID:
    return (await submit_need(intake=NeedIntake(draft=uuid4(), story=STORY), by=by)).id


async def queued() -> list[dict[str, str]]:
    async with reading(Viewer.public()) as work:
        return [json.loads(row["args"]) for row in await work.connection.fetch(QUEUED)]


async def deliver(*, road: Road = HERE) -> None:
    """What the worker does with everything that is queued."""
    for job in await queued():
        await deliver_webhook(**job, road=road)


def proven(message: Any, body: bytes, secret: str) -> bool:
    """The receiver's own check."""
    signed = f"{message['webhook-id']}.{message['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return bool(message["webhook-signature"] == f"v1,{wanted}")


async def test_what_a_body_does_is_told_signed_and_without_a_word_of_it(world: World, outside: Receiver) -> None:
    hook = await told_of_needs(world.sera, outside.url)
    need = await ask(world.sera)
    await deliver()
    [(message, body)] = outside.got
    assert proven(message, body, hook.secret) and not proven(message, body + b" ", hook.secret)
    told = json.loads(body)
    assert (told["kind"], told["subject"]) == ("need.submit_need", str(need))
    assert set(told) == {"id", "kind", "subject", "organisation", "at"} and STORY not in body.decode()
    await deliver()
    assert len(outside.got) == 1, "a task that runs twice tells once"
    seen = (await webhook_page(id=hook.id, by=world.sera)).deliveries
    assert [(one.state, one.status, one.attempts) for one in seen] == [("delivered", 204, 1)]


async def test_what_is_taken_back_is_not_told_and_another_body_s_doing_neither(world: World) -> None:
    await told_of_needs(world.sera, "http://127.0.0.1:9/")
    await ask(world.jinseki)
    with pytest.raises(RuntimeError):
        async with unit_of_work(world.sera):
            await ask(world.sera)
            raise RuntimeError("the transaction does not stand")
    assert await queued() == []


async def test_a_delivery_that_is_not_taken_comes_back_and_is_given_up_at_last(world: World, outside: Receiver) -> None:
    hook = await told_of_needs(world.sera, outside.url)
    await ask(world.sera)
    outside.status = 500
    for _ in range(TRIES - 1):
        with pytest.raises(NotTaken):
            await deliver()
    await deliver()
    [one] = (await webhook_page(id=hook.id, by=world.sera)).deliveries
    assert (one.state, one.attempts, one.status, len(outside.got)) == ("failed", TRIES, 500, TRIES)
    outside.status = 200
    await operations.replay_delivery(webhook=hook.id, delivery=one.id, by=world.sera)
    await deliver()
    [one] = (await webhook_page(id=hook.id, by=world.sera)).deliveries
    assert one.state == "delivered"
    assert len({message["webhook-id"] for message, _ in outside.got}) == 1, "told again under its own id"


async def test_no_redirect_is_followed_and_nothing_inside_is_asked(world: World, outside: Receiver) -> None:
    hook = await told_of_needs(world.sera, outside.url)
    await ask(world.sera)
    outside.status = 302
    with pytest.raises(NotTaken):
        await deliver()
    assert len(outside.got) == 1
    with pytest.raises(NotTaken):
        await deliver(road=Road())
    assert len(outside.got) == 1, "without the setting of tests this machine is not asked"
    [one] = (await webhook_page(id=hook.id, by=world.sera)).deliveries
    assert (one.status, one.failure) == (None, "address")


async def test_a_changed_secret_signs_and_an_ended_webhook_is_silent(world: World, outside: Receiver) -> None:
    hook = await told_of_needs(world.sera, outside.url)
    renewed = await operations.renew_secret(id=hook.id, by=world.sera)
    await ask(world.sera)
    await deliver()
    message, body = outside.got[-1]
    assert proven(message, body, renewed.secret) and not proven(message, body, hook.secret)
    await ask(world.sera)
    await operations.end_webhook(id=hook.id, by=world.sera)
    await deliver()
    assert len(outside.got) == 1
    await ask(world.sera)
    assert len(await queued()) == 2
    with pytest.raises(Conflict):
        await operations.renew_secret(id=hook.id, by=world.sera)


async def test_only_the_body_s_managers_keep_its_webhooks(world: World) -> None:
    new = NewWebhook(name="架空", url="https://hook.example.jp/", kinds=["need"])
    hook = await operations.register_webhook(new=new, road=Road(), by=world.hiroshima)
    with pytest.raises(NotAllowed):
        await operations.register_webhook(new=new, road=Road(), by=world.hiroshima_reader)
    with pytest.raises(NotFound):
        await operations.end_webhook(id=hook.id, by=world.ehime)
    with pytest.raises(RuleBroken):
        inside = NewWebhook(name="架空", url="http://127.0.0.1/", kinds=["need"])
        await operations.register_webhook(new=inside, road=Road(), by=world.hiroshima)
    change = WebhookChange(name="架空", url="https://hook.example.jp/2", kinds=["need"], version=1)
    await operations.change_webhook(id=hook.id, change=change, road=Road(), by=world.hiroshima)
    with pytest.raises(Conflict):
        await operations.change_webhook(id=hook.id, change=change, road=Road(), by=world.hiroshima)


async def test_the_pages(world: World, visit: Visit) -> None:
    browser = await visit("sera")
    refused = await browser.post("/webhooks", {"name": "架空", "url": "http://10.0.0.1/", "kinds": ["need"]})
    assert refused.status_code == 422 and "http://10.0.0.1/" in refused.text and "https://" in refused.text
    made = await browser.post("/webhooks", {"name": "架空", "url": "https://hook.example.jp/", "kinds": ["need"]})
    assert "whsec_" in made.text
    await ask(world.sera)
    [id] = [row["id"] for row in (await browser.get("/api/v1/webhooks")).json()]
    page = (await browser.get(f"/webhooks/{id}")).text
    assert "need.submit_need" in page and "もう一度送る" in page and "whsec_" not in page
    change = {"name": "架空", "url": "https://hook.example.jp/2", "kinds": ["need", "proposal"], "version": "1"}
    assert (await browser.post(f"/webhooks/{id}", change)).status_code == 303
    assert (await browser.post(f"/webhooks/{id}", change)).status_code == 409
    assert (await browser.post(f"/webhooks/{id}/end")).status_code == 303
    assert (await (await visit("hiroshima")).get(f"/webhooks/{id}")).status_code == 404
