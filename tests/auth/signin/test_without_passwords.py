"""An installation that wants everybody to come through their provider: no password opens or proves anything."""

import pytest
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from auth.signin.operations import sign_in
from settings import Settings
from tests.browser import Visit
from tests.world import PASSWORD, World

pytestmark = pytest.mark.database


@pytest.fixture
def application(world: World) -> Litestar:
    return create_app(Settings(secret=SecretStr("only for tests"), local_accounts=False))


async def test_no_password_serves_for_anything(world: World, visit: Visit) -> None:
    before = await sign_in(login="sera", password=PASSWORD, old_token=None)
    stranger, sera = await visit(), await visit()
    sera.client.cookies.set("session", before, domain="testserver.local")
    right = {"login": "sera", "password": PASSWORD}
    assert 'type="password"' not in (await stranger.get("/sign-in")).text
    assert (await stranger.post("/session", right)).status_code == 403
    assert (await stranger.send("/session", right)).status_code == 403
    assert (await stranger.post("/password-resets", {"login": "sera"})).status_code == 403
    assert (await stranger.get("/api/v1/passkey-session/options")).status_code == 403
    assert (await sera.get("/api/v1/session")).json()["role"] == "manager", "who was in stays"
    assert (await sera.post("/sign-in/again", {"password": PASSWORD})).status_code == 403
