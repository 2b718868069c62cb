"""The boards with a long history behind them: they read what stands, so ten times the history costs no more.

The pages are asked as the ministry and a prefecture ask them; the night writes the figures down as the product does.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from auth.accounts.operations import NewAccount, open_account
from auth.permissions.rules import Role
from auth.signin.operations import open_session
from auth.viewer import Viewer
from bench.national_world import load_nation
from bench.registry_world import open_pool
from bench.requests import asking, timed
from foundation.database.embedded import Server, create_database, temporary
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from registry.municipalities.loading import MINISTRY, load_bodies
from registry.skills.loading import load_skills
from reports.figures.operations import write_down_figures
from reports.open_data.operations import publish_open_data
from training.courses.loading import load_courses

Size = tuple[int, int]
"""Rows of the journal, records of support."""
HISTORIES: Final = ((1_000_000, 100_000), (10_000_000, 1_000_000))
"""1x and 10x."""
PAGES: Final = {"/national": "ministry", "/national/towns": "ministry", "/region": "hall"}
"""The boards, and who asks for them."""
TURNS: Final = 6
ASKED: Final = 20
"""Requests of a page in a turn, after `WARM` that are not counted: plans and pages are in memory then."""
WARM: Final = 5
NATION: Final = Viewer.system(MINISTRY)
SCANS: Final = """
select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::bigint from pg_stat_user_tables
where relname in ('journal', 'support_record')
"""


@dataclass(slots=True)
class Asked:
    """A page at a size: milliseconds of each request, bytes, CPU milliseconds of one in web and database together."""

    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    def line(self, size: Size, path: str) -> str:
        """A line of the table."""
        times = sorted(self.times)
        middle, slow = (times[int(len(times) * part)] for part in (0.5, 0.95))
        cpu = sum(self.cpu) / len(self.cpu)
        return (f"| {size[0]:,} | {size[1]:,} | `{path}` | {self.size / 1024:.1f} | {middle:.1f} | {slow:.1f} | "
                f"{cpu:.1f} |")  # fmt: skip


def national_table(sizes: Sequence[Size] = HISTORIES) -> Iterator[str]:
    """A line for each size and page, then the nights.

    The sizes are asked in turn, so that whatever else the machine does falls on all of them alike.
    """
    yield "| journal | support | page | KB | median ms | p95 ms | CPU ms, web and database |"
    yield "|--:|--:|---|--:|--:|--:|--:|"
    with temporary(in_memory=False) as server:
        accounts = {size: asyncio.run(_fill(server, size)) for size in sizes}
        before = {size: asyncio.run(_scans(server, size)) for size in sizes}
        asked = asyncio.run(_in_turn(server, accounts))
        read = {size: asyncio.run(_scans(server, size)) - before[size] for size in sizes}
        for path in PAGES:
            yield from (asked[size, path].line(size, path) for size in sizes)
        yield f"\nScans of the journal or of support records during these requests: {sum(read.values())}"
        cpu = [sum(asked[size, "/national"].cpu) for size in (sizes[0], sizes[-1])]
        yield f"Largest over smallest history, CPU of `/national`: {cpu[1] / cpu[0]:.2f}"
        for size in sizes:
            yield asyncio.run(_night(server, size))


async def _in_turn(server: Server, accounts: dict[Size, dict[str, UUID]]) -> dict[tuple[Size, str], Asked]:
    asked = {(size, path): Asked() for size in accounts for path in PAGES}
    for _ in range(TURNS):
        for size, known in accounts.items():
            async with _open(server, size) as backend:
                for path, who in PAGES.items():
                    await _ask(path, known[who], backend, asked[size, path])
    return asked


async def _ask(path: str, account: UUID, backend: int, found: Asked) -> None:
    token = await open_session(account=account, old_token=None)
    async with asking(token) as get:
        for _ in range(WARM):
            found.size = await get(path)
        before = _spent(backend)
        times, cpu = await timed(lambda: get(path), ASKED)
        found.times += times
        found.cpu.append(cpu + (_spent(backend) - before) / ASKED)


def _spent(backend: int) -> float:
    """CPU milliseconds that a backend of PostgreSQL has used so far."""
    told = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


async def _night(server: Server, size: Size) -> str:
    async with _open(server, size):
        [figures], _ = await timed(lambda: write_down_figures(by=NATION), 1)
        [data], _ = await timed(lambda: publish_open_data(by=NATION), 1)
    return f"The night at {size[0]:,}: figures {figures / 1000:.2f} s, open data {data / 1000:.2f} s"


@asynccontextmanager
async def _open(server: Server, size: Size) -> AsyncIterator[int]:
    """One connection of the product to a size's database; the process that serves it."""
    ENGINE.configure(server.dsn("app", _name(size)))
    await ENGINE.open(largest=1)
    try:
        assert ENGINE.pool is not None
        yield await ENGINE.pool.fetchval("select pg_backend_pid()")
    finally:
        await ENGINE.close()


async def _scans(server: Server, size: Size) -> int:
    """How often the two tables that grow were read; a backend tells it when it ends."""
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, _name(size)))
    found: int = await administrator.fetchval(SCANS)
    await administrator.close()
    return found


def _name(size: Size) -> str:
    return f"national_{size[0]}"


async def _fill(server: Server, size: Size) -> dict[str, UUID]:
    """The nation at a size, and the accounts that ask."""
    name = create_database(server, _name(size))
    await migrate(server.dsn("owner", name))
    owner = await asyncpg.connect(server.dsn("owner", name))
    async with owner.transaction():
        for load in (load_bodies, load_skills, load_courses):
            await load(owner)
    await owner.close()
    async with _open(server, size):
        ministry = await open_account(NewAccount(login="nation", display_name="測定 架空"), role=Role.MANAGER,
                                      by=Viewer.system(MINISTRY, kind="ministry"))  # fmt: skip
        accounts = {"hall": await open_pool(), "ministry": ministry.id}
    administrator: asyncpg.Connection[Any] = await asyncpg.connect(server.dsn(SUPERUSER, name))
    await load_nation(administrator, journal=size[0], support=size[1])
    await administrator.close()
    return accounts
