"""A town's official, linked to a provider on this machine that lies as it is told."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from auth.providers.operations import register_provider
from settings import Settings
from tests.auth.openid.story import WAY, Story, link, registered
from tests.auth.providers.evil import provider
from tests.browser import Visit
from tests.world import World


@pytest.fixture
def application(world: World) -> Litestar:
    """The application, allowed to ask a provider on this machine."""
    return create_app(Settings(secret=SecretStr("only for tests"), plain_http_providers=True, port=80))


@pytest.fixture
async def story(world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Story]:
    """A provider whose issuer ends with a slash, registered and linked; asked patiently, however busy the machine."""
    monkeypatch.setattr("auth.providers.asking.SECONDS", 30)
    with provider("/realm/") as evil:
        id = (await register_provider(new=registered(evil), way=WAY, by=world.sera)).id
        await link(id, world.sera.account, "person-1")
        yield Story(evil, id, world.sera, await visit())
