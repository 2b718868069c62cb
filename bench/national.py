"""The national board with a long history behind it: it reads what stands, so ten times the history costs no more.

Journal and support records are filled in bulk, as superuser; the figures are asked and written down as the product
does it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
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

Size = tuple[int, int]
"""Rows of the journal, records of support."""
HISTORIES: Final = ((1_000_000, 100_000), (10_000_000, 1_000_000))
"""1x and 10x."""
PEOPLE: Final = 10_000
ASKED: Final = 60
TURNS: Final = 6
NATION: Final = Viewer.system(MINISTRY)
WARM: Final = 5
"""Questions before the clock starts: plans and pages are in memory afterwards."""
FILL: Final = """
insert into journal (id, at, role, verb, noun, is_read)
select gen_random_uuid(), now() - n * interval '1 second', 'manager', 'note', 'bench', false
from generate_series(1, $1) n
"""
SUPPORT: Final = """
insert into support_record (id, owner, municipality, done_on, minutes, means, themes, done, shared, side, state,
    created_at, changed_at)
select gen_random_uuid(), prefecture, organisation, date '2026-11-20' - (n / 2000) % 1500, 60 + n % 240, 'on_site',
    '{counter}', '窓口の流れを一緒に見直した。', 'pool', 'pool', 'confirmed', now(), now()
from (select organisation, prefecture, row_number() over (order by organisation) as place from municipality) town
join generate_series(1, $1) n on town.place = 1 + n % 1741
"""
REGISTER: Final = """
insert into registration (id, member, recommended_by, ministry, number, state, during, created_at, changed_at)
select gen_random_uuid(), m.id, m.registered_by, $1, 'R8-' || row_number() over (), 'registered',
    daterange('2026-01-01', '2099-01-01'), now(), now() from member m order by m.id limit 500
"""


def national_table(sizes: Sequence[Size] = HISTORIES) -> Iterator[str]:
    """A line for each size: milliseconds of the board at the median and the 95th percentile, seconds of the night.

    The sizes are asked in turn, so that whatever else the machine does falls on all of them alike.
    """
    yield "| journal | support | board median ms | p95 ms | roll-up s | open data s |"
    yield "|--:|--:|--:|--:|--:|--:|"
    with temporary() as server:
        for size in sizes:
            asyncio.run(_fill(server, _name(size), size))
        times = asyncio.run(_in_turn(server, sizes))
        medians = []
        for size in sizes:
            nights = asyncio.run(_nights(server, size))
            middle, slow = (1000 * sorted(times[size])[int(ASKED * part)] for part in (0.5, 0.95))
            medians.append(middle)
            yield f"| {size[0]:,} | {size[1]:,} | {middle:.1f} | {slow:.1f} | {nights[0]:.2f} | {nights[1]:.2f} |"
        yield f"\nLargest over smallest, median: {medians[-1] / medians[0]:.2f}"


async def _in_turn(server: Server, sizes: Sequence[Size]) -> dict[Size, list[float]]:
    times: dict[Size, list[float]] = {size: [] for size in sizes}
    for _ in range(TURNS):
        for size in sizes:
            async with _open(server, size):
                for _ in range(WARM):
                    await national_figures(by=NATION)
                times[size] += [await _timed(lambda: national_figures(by=NATION)) for _ in range(ASKED // TURNS)]
    return times


async def _nights(server: Server, size: Size) -> tuple[float, float]:
    async with _open(server, size):
        night = await _timed(lambda: write_down_figures(by=NATION))
        return night, await _timed(lambda: publish_open_data(by=NATION))


@asynccontextmanager
async def _open(server: Server, size: Size) -> AsyncIterator[None]:
    ENGINE.configure(server.dsn("app", _name(size)))
    await ENGINE.open(largest=2)
    try:
        yield
    finally:
        await ENGINE.close()


def _name(size: Size) -> str:
    return f"national_{size[0]}"


async def _timed(act: Any) -> float:
    began = perf_counter()
    await act()
    return perf_counter() - began


async def _fill(server: Server, name: str, size: Size) -> None:
    create_database(server, name)
    await migrate(server.dsn("owner", name))
    owner = await asyncpg.connect(server.dsn("owner", name))
    async with owner.transaction():
        for load in (load_bodies, load_skills, load_courses):
            await load(owner)
    await owner.close()
    async with _open(server, size):
        await open_pool()
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
    await load_people(administrator, PEOPLE)
    await administrator.execute(REGISTER, MINISTRY)
    await administrator.execute(FILL, size[0], timeout=3600)
    await administrator.execute("set session_replication_role = replica")
    await administrator.execute(SUPPORT, size[1], timeout=3600)
    await administrator.execute("vacuum analyze", timeout=3600)
    await administrator.execute("checkpoint", timeout=600)
    await administrator.close()
