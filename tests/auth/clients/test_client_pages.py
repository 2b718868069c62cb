"""The pages of outside systems: registered, shown once, changed, rotated and ended without JavaScript."""

import re

import pytest

from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

NEW = {"name": "架空の財務システム", "scopes": ["read_needs", "read_funding"], "calls_a_minute": "120"}


async def test_a_manager_registers_changes_rotates_and_ends(world: World, visit: Visit) -> None:
    browser = await visit("sera")
    refused = await browser.post("/api-clients", NEW | {"calls_a_minute": "0"})
    assert refused.status_code == 422 and "架空の財務システム" in refused.text
    made = await browser.post("/api-clients", NEW, key="one")
    id, secret = re.findall(r"<dd[^>]*>([0-9a-f-]{36})</dd>|<dd[^>]*>([A-Za-z0-9_-]{43})</dd>", made.text)
    assert id[0] and secret[1]
    again = await browser.post("/api-clients", NEW, key="one")
    assert secret[1] not in again.text and "もう出しました" in again.text
    path = f"/api-clients/{id[0]}"
    shown = (await browser.get(path)).text
    assert "GET /needs" in shown and secret[1] not in shown
    change = NEW | {"name": "財務", "version": "1"}
    assert (await browser.post(path, change)).status_code == 303
    stale = await browser.post(path, change | {"name": "べつの名前"})
    assert stale.status_code == 409 and "べつの名前" in stale.text and "いま登録されている内容" in stale.text
    assert "二度と出ません" in (await browser.post(f"{path}/secret", {"overlap_hours": "24"})).text
    assert (await browser.post(f"{path}/end")).status_code == 303
    assert "終了" in (await browser.get("/api-clients")).text


async def test_others_have_no_such_page(world: World, visit: Visit) -> None:
    made = await (await visit("sera")).send("/api-clients", NEW)
    path = f"/api-clients/{made.json()['id']}"
    assert (await (await visit("hiroshima_reader")).get("/api-clients")).status_code == 403
    assert (await (await visit("hiroshima")).get(path)).status_code == 404
    assert (await (await visit()).get(path)).headers["location"].startswith("/sign-in")
