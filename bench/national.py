"""The national board with a long history behind it: it reads what stands, so ten times the journal costs no more.

The journal is filled in bulk, as superuser; the figures are asked and written down as the product does it.
"""

import asyncio
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any, Final

import asyncpg

from auth.viewer import Viewer
from bench.registry_world import load_people, open_pool
from foundation.database.embedded import Server, create_database, temporary
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.engine import ENGINE
from foundation.database.migrations import migrate
from registry.municipalities.loading import MINISTRY, load_bodies
from registry.skills.loading import load_skills
from reports.figures.operations import write_down_figures
from reports.figures.queries import national_figures
from reports.open_data.operations import publish_open_data
from training.courses.loading import load_courses

JOURNAL: Final = (1_000_000, 10_000_000)
"""Rows of the journal: 1x and 10x."""
PEOPLE: Final = 10_000
ASKED: Final = 30
FILL: Final = """
insert into journal (id, at, role, verb, noun, is_read)
select gen_random_uuid(), now() - n * interval '1 second', 'manager', 'note', 'bench', false
from generate_series(1, $1) n
"""
REGISTER: Final = """
insert into registration (id, member, recommended_by, ministry, number, state, during, created_at, changed_at)
select gen_random_uuid(), m.id, m.registered_by, $1, 'R8-' || row_number() over (), 'registered',
    daterange('2026-01-01', '2099-01-01'), now(), now() from member m order by m.id limit 500
"""


def national_table(sizes: Sequence[int] = JOURNAL) -> Iterator[str]:
    """A line for each size: milliseconds of the board at the median and the 95th percentile, seconds of the night."""
    yield "| journal | board median ms | p95 ms | roll-up s | open data s |"
    yield "|--:|--:|--:|--:|--:|"
    with temporary() as server:
        for size in sizes:
            yield asyncio.run(_line(server, size))


async def _line(server: Server, size: int) -> str:
    name = create_database(server, f"national_{size}")
    await _fill(server, name, size)
    ENGINE.configure(server.dsn("app", name))
    await ENGINE.open(largest=2)
    try:
        nation = Viewer.system(MINISTRY)
        times = sorted([await _timed(lambda: national_figures(by=nation)) for _ in range(ASKED)])
        night = await _timed(lambda: write_down_figures(by=nation))
        published = await _timed(lambda: publish_open_data(by=nation))
    finally:
        await ENGINE.close()
    middle, slow = (1000 * times[int(len(times) * part)] for part in (0.5, 0.95))
    return f"| {size:,} | {middle:.1f} | {slow:.1f} | {night:.2f} | {published:.2f} |"


async def _timed(act: Any) -> float:
    began = perf_counter()
    await act()
    return perf_counter() - began


async def _fill(server: Server, name: str, size: int) -> None:
    await migrate(server.dsn("owner", name))
    owner = await asyncpg.connect(server.dsn("owner", name))
    async with owner.transaction():
        for load in (load_bodies, load_skills, load_courses):
            await load(owner)
    await owner.close()
    ENGINE.configure(server.dsn("app", name))
    await ENGINE.open(largest=2)
    await open_pool()
    await ENGINE.close()
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
    await load_people(administrator, PEOPLE)
    await administrator.execute(REGISTER, MINISTRY)
    await administrator.execute(FILL, size, timeout=1800)
    await administrator.execute("analyze")
    await administrator.close()
