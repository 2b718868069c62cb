"""The registry's lists with many people: statements, bytes, time, and CPU beside the same SQL without the product.

The floor replays the statements of the very request on a bare asyncpg connection and writes the rows with msgspec.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import asyncpg
import msgspec

from auth.signin.operations import open_session
from bench.registry_world import a_person, load_people, open_pool, some_skills
from bench.requests import Fetch, asking, timed
from bench.words import words_lines
from foundation.database.embedded import Server, create_database, temporary
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from foundation.text.ids import uuid7
from registry.municipalities.loading import load_bodies
from registry.skills.loading import load_skills

SIZES: Final = (10_000, 100_000)
REQUESTS: Final = {10_000: 60, 100_000: 20}
TURN: Final = 10
"""Product and floor take turns of so many requests, so that the machine's other work meets both alike."""
FRAME: Final = (
    "begin",
    "commit",
    "select set_config",
    "select * from viewer_of_web_session",
    "update web_session",
    "rollback",
)
"""What the query budget leaves out: the transaction, the context, the session (`architecture.md`)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one page: statements, bytes, milliseconds at the median and the 95th percentile, CPU milliseconds each."""

    statements: int
    size: int
    middle: float
    slow: float
    cpu: float
    floor: float

    def line(self, people: int, page: str) -> str:
        """A line of the table."""
        return (f"| {people:,} | {page} | {self.statements} | {self.size / 1024:.1f} | {self.middle:.0f} | "
                f"{self.slow:.0f} | {self.cpu:.1f} | {self.floor:.1f} | {self.cpu / self.floor:.1f} |")  # fmt: skip


def registry_table(*, sizes: Iterable[int] = SIZES) -> Iterator[str]:
    """The lines of both tables: the pages, then a word in names by scan and by index, milliseconds at the median."""
    yield "| people | page | statements | KB | median ms | p95 ms | CPU ms | floor CPU ms | ratio |"
    yield "|---|---|---|---|---|---|---|---|---|"
    words = ["", "| people | word | found | scan ms | pairs under GIN ms | scan / pairs |", "|---|---|---|---|---|---|"]
    with temporary() as server:
        for people in sizes:
            pages, by_word = asyncio.run(_measured(server, people))
            yield from pages
            words += by_word
    yield from words


async def _measured(server: Server, people: int) -> tuple[list[str], list[str]]:
    name = create_database(server, f"people_{people}")
    await prepared(server, name)
    ENGINE.configure(server.dsn("app", name))
    await ENGINE.open(largest=1)
    try:
        account = await open_pool()
        administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
        await load_people(administrator, people)
        pages = await _pages(administrator)
        by_word = await words_lines(administrator, people)
        await administrator.close()
        token = await open_session(account=account, old_token=None)
        floor = await asyncpg.connect(server.dsn("app", name))
        lines = [
            (await _cost(path, token, floor, requests=REQUESTS[people])).line(people, page)
            for page, path in pages.items()
        ]
        await floor.close()
        return lines, by_word
    finally:
        await ENGINE.close()


async def prepared(server: Server, name: str) -> None:
    """The database migrated, with the bodies and skills every installation has."""
    await migrate(server.dsn("owner", name))
    connection = await asyncpg.connect(server.dsn("owner", name))
    async with connection.transaction():
        await load_bodies(connection)
        await load_skills(connection)
    await connection.close()


async def _pages(connection: "asyncpg.Connection[Any]") -> dict[str, str]:
    skills = [("skill", f"{skill}:1") for skill in await some_skills(connection)]
    everything = urlencode([*skills, ("region", "chugoku"), ("days", "2"), ("on", "2026-12-01")])
    return {
        "list": "/members",
        "list with every count": "/members?filters=1",
        "two letters in names": "/members?" + urlencode({"words": "青山"}),
        "five skills, region, days on a date": f"/members?{everything}",
        "one skill, days on a date": "/members?" + urlencode([skills[0], ("days", "2"), ("on", "2026-12-01")]),
        "member": f"/members/{await a_person(connection)}",
    }


async def _cost(path: str, token: str, floor: "asyncpg.Connection[Any]", *, requests: int) -> Cost:
    async with asking(token) as get:
        for _ in range(5):
            size = await get(path)
        statements = await statements_of(lambda: get(path))
        times: list[float] = []
        cpu = floor_cpu = 0.0
        for _ in range(requests // TURN):
            asked, spent = await timed(lambda: get(path), TURN)
            _, bare = await timed(lambda: _replayed(floor, statements), TURN)
            times = sorted(times + asked)
            cpu, floor_cpu = cpu + spent * TURN / requests, floor_cpu + bare * TURN / requests
    return Cost(counted(statements), size, times[len(times) // 2], times[int(len(times) * 0.95)], cpu, floor_cpu)


async def statements_of(once: Fetch) -> list[tuple[str, Any]]:
    """What one request says to the database, with a pool of one connection."""
    heard: list[tuple[str, Any]] = []

    def hear(record: Any) -> None:
        heard.append((record.query, record.args))

    assert ENGINE.pool is not None
    async with ENGINE.pool.acquire() as connection:
        connection.add_query_logger(hear)
    await once()
    async with ENGINE.pool.acquire() as connection:
        connection.remove_query_logger(hear)
    return [said for said in heard if not said[0].startswith(("SELECT pg_advisory_unlock_all", "BEGIN", "COMMIT"))]


def counted(statements: list[tuple[str, Any]]) -> int:
    """How many of them the query budget counts."""
    return sum(not text.lstrip().lower().startswith(FRAME) for text, _ in statements)


async def _replayed(connection: "asyncpg.Connection[Any]", statements: list[tuple[str, Any]]) -> int:
    size = 0
    transaction = connection.transaction()
    await transaction.start()
    for text, arguments in statements:
        rows = await connection.fetch(text, *_again(text, arguments or ()))
        size += len(msgspec.json.encode([dict(row) for row in rows], enc_hook=str))
    await transaction.rollback()
    return size


def _again(text: str, arguments: Any) -> list[Any]:
    """The same arguments; what is inserted under an id gets a new one."""
    first, *rest = arguments or [None]
    if not text.lstrip().startswith("insert"):
        return list(arguments)
    return [[uuid7() for _ in first] if isinstance(first, list) else uuid7(), *rest]
