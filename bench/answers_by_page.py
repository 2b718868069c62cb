"""Why-not and what-if through the doors, with a prefecture in a database: seconds from the request to its answer."""

import asyncio
from collections.abc import Iterable, Iterator
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Final
from uuid import UUID

import asyncpg

from auth.signin.operations import open_session
from auth.viewer import Viewer
from bench.prefecture_world import load_prefecture
from bench.registry import counted, prepared, statements_of
from bench.registry_world import open_pool
from bench.requests import Get, asking
from foundation.database.embedded import Server, create_database, temporary
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.engine import ENGINE
from matching.allocation.gathering import board
from matching.allocation.operations import request_run
from matching.allocation.tasks import run_allocation
from tests.world import viewer_of

SIZES: Final = ((60, 180), (120, 240))
ASKED: Final = 20
"""Questions of each kind at each door: people who fit and are not in the plan, and people whom something keeps out."""
Pairs = list[tuple[UUID, UUID]]


def page_table(sizes: Iterable[tuple[int, int]] = SIZES) -> Iterator[str]:
    """Markdown: the same questions as page and as API, then the workbench itself."""
    yield "| size, pairs | asked | door | seconds: median | maximum | CPU: median | maximum | KB | statements |"
    yield "|---|---|---|--:|--:|--:|--:|--:|--:|"
    with temporary() as server:
        for people, needs in sizes:
            yield from asyncio.run(_measured(server, people, needs))


async def _measured(server: Server, people: int, needs: int) -> list[str]:
    name = create_database(server, f"prefecture_{people}")
    await prepared(server, name)
    ENGINE.configure(server.dsn("app", name))
    await ENGINE.open()
    try:
        account = await open_pool()
        administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
        await load_prefecture(administrator, people=people, needs=needs)
        await administrator.close()
        by = await viewer_of(account)
        done = await request_run(by=by)
        await run_allocation(str(done.id), str(by.account), str(by.organisation))
        fitting, kept_out, size = await _questions(by)
        token = await open_session(account=account, old_token=None)
        await ENGINE.close()
        await ENGINE.open(largest=1)
        async with asking(token) as get:
            return [
                f"| {people} x {needs}, {size:,} | {what} | {door} | {cells} |"
                for what, paths in _paths(fitting, kept_out).items()
                for door, start in (("page", ""), ("API", "/api/v1"))
                for cells in [await _asked(get, [f"{start}{path}" for path in paths])]
            ]
    finally:
        await ENGINE.close()


async def _questions(by: Viewer) -> tuple[Pairs, Pairs, int]:
    """Drawn pairs that fit, drawn pairs that do not, and how many fit in all."""
    facts, random = await board(by=by), Random(0)
    every = [(person.id, need.id) for person in facts.people for need in facts.needs]
    fitting = sorted(facts.fits)
    kept_out = [key for key in every if key not in facts.fits]
    return random.sample(fitting, ASKED), random.sample(kept_out, ASKED), len(fitting)


def _paths(fitting: Pairs, kept_out: Pairs) -> dict[str, list[str]]:
    why = "/allocation/why?need={}&member={}"
    return {
        "why not: could": [why.format(need, member) for member, need in fitting],
        "why not: kept out": [why.format(need, member) for member, need in kept_out],
        "workbench": [f"/allocation?need={need}&member={member}" for member, need in fitting],
    }


async def _asked(get: Get, paths: list[str]) -> str:
    """Seconds, CPU seconds and KB of each request in turn, once one has been asked before."""
    await get(paths[0])
    walls, spent, sizes = [], [], []
    for path in paths:
        begun, before = perf_counter(), process_time()
        sizes.append(await get(path))
        walls.append(perf_counter() - begun)
        spent.append(process_time() - before)
    figures = (median(walls), max(walls), median(spent), max(spent))
    said = counted(await statements_of(lambda: get(paths[0])))
    return " | ".join([*(f"{seconds:.2f}" for seconds in figures), f"{max(sizes) / 1024:.0f}", str(said)])
