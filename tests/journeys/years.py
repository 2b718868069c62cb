"""The product over the test world, at an address of its own, on whatever day the journey has come to.

The running product of the other journeys lives today. What takes a year from proposal to settlement is told here: the
same application behind the same server, in this process, whose days the journey turns.
"""

import asyncio
import json
import threading
from collections.abc import Collection, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, TypeVar, cast

import asyncpg
import httpx
from granian.constants import Interfaces
from granian.server.embed import Server as Granian
from litestar import Litestar
from litestar.types import ASGIApp, Receive, Scope, Send
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ViewportSize

from foundation.database.clock import Clock, clock_set_to
from foundation.database.embedded import Server
from foundation.text.dates import JST
from foundation.text.ids import uuid7
from foundation.web.headers import with_headers
from matching.assignments.tasks import begin_employment, end_employment
from nouns import TASKS
from tests.browser import TOKEN, Browser
from tests.conftest import INHABITED, copy_of, working_on
from tests.journeys.product import free_port
from tests.journeys.walker import DESK, PHONE, Walker
from tests.world import PASSWORD, World

T = TypeVar("T")
PATIENCE: Final = 900.0
"""Seconds for one thing to be done, on a machine that does other things too."""

WAITING: Final = """
select id, task_name, args from jobs.procrastinate_jobs
where status = 'todo' and task_name = any ($1) and ($2::text[] is null or args->>'subject' = any ($2)) order by id
"""
DONE: Final = "delete from jobs.procrastinate_jobs where id = any ($1::bigint[])"
WORK: Final[dict[str, dict[str, bool]]] = {"check_contract": {}, "render_paper": {"demo": True}}
"""What the journeys need of the worker, with what it is told of the installation; letters stay where they are."""


@dataclass
class Years:
    """The product, its people, and the day it is there."""

    address: str
    world: World
    application: ASGIApp
    worker: str
    loop: asyncio.AbstractEventLoop
    today: date

    def clock(self) -> Clock:
        """Ten in the morning of the day that it is."""
        return Clock(now=lambda: datetime.combine(self.today, time(10), JST).astimezone(UTC), new_id=uuid7)

    def done(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of some work, done where the product runs, on the day that it is there."""

        async def on_the_day() -> T:
            with clock_set_to(self.clock()):
                return await work

        return asyncio.run_coroutine_threadsafe(on_the_day(), self.loop).result(PATIENCE)

    def turn_to(self, day: date) -> None:
        """The days go by: what ends before it has ended, what begins by it has begun."""
        self.today = day
        self.done(self._begin_the_day())

    def work(self, subjects: Collection[str] | None = None) -> None:
        """The worker does what waits: everything, or what these are about."""
        self.done(self._work(None if subjects is None else list(subjects)))

    def desk(self, chromium: Chromium, pictures: Path, login: str, *, screen: ViewportSize = DESK) -> Walker:
        """Somebody who is signed in, at a desk; that the sign-in page works is the point of other journeys."""
        walker = Walker(chromium, self.address, pictures, screen=screen)
        with httpx.Client(base_url=self.address) as client:
            token = TOKEN.search(client.get("/sign-in").text)
            assert token is not None
            client.post("/session", data={"login": login, "password": PASSWORD, "_csrf_token": token[1]})
            cookies = [{"name": one.name, "value": one.value or "", "url": self.address} for one in client.cookies.jar]
        walker.page.context.add_cookies(cast(Any, cookies))
        return walker

    def phone(self, chromium: Chromium, pictures: Path, login: str) -> Walker:
        """The same with a telephone in hand."""
        return self.desk(chromium, pictures, login, screen=PHONE)

    async def program(self, login: str) -> Browser:
        """Somebody who works through the JSON door."""
        transport = httpx.ASGITransport(cast(Any, self.application))
        return Program(httpx.AsyncClient(transport=transport, base_url="http://testserver"), self, login)

    async def _begin_the_day(self) -> None:
        await end_employment()
        await begin_employment()

    async def _work(self, subjects: list[str] | None) -> None:
        connection = await asyncpg.connect(self.worker)
        try:
            while rows := await connection.fetch(WAITING, list(WORK), subjects):
                await connection.execute(DONE, [row["id"] for row in rows])
                for row in rows:
                    await TASKS[row["task_name"]](**json.loads(row["args"]), **WORK[row["task_name"]])
        finally:
            await connection.close()


@dataclass
class Program(Browser):
    """Works for years: a session does not outlive a night, so it signs in on each day on which it does something."""

    years: Years
    login: str
    signed_in_on: date | None = None

    async def get(self, path: str, **more: Any) -> httpx.Response:
        """A question, asked by somebody who is signed in."""
        await self._wake()
        return await super().get(path, **more)

    async def send(self, path: str, body: Any, *, key: str | None = None, method: str = "POST") -> httpx.Response:
        """JSON, sent by somebody who is signed in."""
        await self._wake()
        return await super().send(path, body, key=key, method=method)

    async def _wake(self) -> None:
        if self.signed_in_on == self.years.today:
            return
        self.client.cookies.clear()
        await self.sign_in(self.login, PASSWORD)
        self.signed_in_on = self.years.today


@contextmanager
def own_thread() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread that lives as long as the run: what prints papers ends with the thread that started it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)
    loop.close()


@contextmanager
def years_of(
    server: Server, world: World, application: Litestar, loop: asyncio.AbstractEventLoop, *, first: date
) -> Iterator[Years]:
    """The product over a copy of the test world, from a day on."""
    port = free_port()
    with copy_of(server, INHABITED) as name:
        headed = with_headers(application)
        years = Years(f"http://127.0.0.1:{port}", world, headed, server.dsn("worker", name), loop, first)
        stop = asyncio.Event()
        serving = asyncio.run_coroutine_threadsafe(_serve(years, port, server.dsn("app", name), stop), loop)
        try:
            _wait_until_served(years.address)
            yield years
        finally:
            loop.call_soon_threadsafe(stop.set)
            serving.result(PATIENCE)


async def _serve(years: Years, port: int, dsn: str, stop: asyncio.Event) -> None:
    async def on_the_day(scope: Scope, receive: Receive, send: Send) -> None:
        with clock_set_to(years.clock()):
            await years.application(scope, receive, send)

    async with working_on(dsn):
        served = Granian(on_the_day, port=port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False)
        serving = asyncio.create_task(served.serve())
        await stop.wait()
        served.interrupt_signal = True
        served.main_loop_interrupt.set()
        await serving


def _wait_until_served(address: str) -> None:
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/livez").is_success:
                return
        sleep(0.05)
    raise AssertionError(f"{address} was never served")
