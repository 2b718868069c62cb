"""No history of operations exceeds what a person offers, overlaps in a town, or leaves the table of transitions.

`DXPOOL_LIVES` says how many histories in full (default 200).
"""

import asyncio
import os
from collections.abc import Sequence
from typing import Final

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings

from foundation.database.embedded import Server, create_database
from foundation.database.embedded_cluster import SUPERUSER
from tests.conftest import INHABITED, copy_of, working_on
from tests.matching.assignments.drawn_lives import Cast, Event, histories, live
from tests.matching.assignments.sound_lives import broken
from tests.matching.employment import TODAY, on, running
from tests.registry.people import designer, offering
from tests.world import World

pytestmark = pytest.mark.database

SERVED: Final = "served"
FEW: Final = 4
IN_FULL: Final = int(os.environ.get("DXPOOL_LIVES", "200"))
DRAWN: Final = settings(derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
"""The same histories each time, however loaded the machine is."""


@pytest.fixture(scope="module")
def cast(server: Server, inhabited: World) -> Cast:
    """Three towns served by one person, in a template of their own; two others could come instead."""
    create_database(server, SERVED, template=INHABITED)
    return asyncio.run(_cast(server, inhabited))


async def _cast(server: Server, world: World) -> Cast:
    async with working_on(server.dsn("app", SERVED)):
        with on(TODAY):
            story = await running(world)
            covers = [await designer(by=story.pool, name=name, kana="かり", email=None) for name in ("代 一", "代 二")]
            for member, half_days in zip(covers, (4, 8), strict=True):
                await offering(member, half_days, by=story.pool)
    return Cast(story, covers)


async def _lived(server: Server, name: str, cast: Cast, events: Sequence[Event]) -> tuple[int, list[str]]:
    async with working_on(server.dsn("app", name)):
        done = await live(cast, events)
    administrator = await asyncpg.connect(server.dsn(SUPERUSER, name))
    try:
        return done, await broken(administrator)
    finally:
        await administrator.close()


def hold(server: Server, cast: Cast, events: Sequence[Event]) -> int:
    """Play a history in a copy of its own; nothing may be broken. Returns how many events were carried out."""
    with copy_of(server, SERVED) as name:
        done, wrong = asyncio.run(_lived(server, name, cast, events))
    assert wrong == []
    return done


def test_a_history_in_which_everything_happens_holds(server: Server, cast: Cast) -> None:
    events = [
        Event("away", 0, 3, 60, 2), Event("cover", 0, 0, 1, 6), Event("extend", 0, 5, 60, 1),
        Event("away", 1, 0, 8, 1), Event("cover", 1, 0, 0, 3), Event("shorten", 0, 1, 9, 1),
        Event("back", 1, 1, 1, 1), Event("refuse", 2, 1, 20, 1), Event("wait", 2, 25, 0, 1),
    ]  # fmt: skip
    assert hold(server, cast, events) == len(events)


@settings(DRAWN, max_examples=FEW)
@given(events=histories)
def test_a_few_drawn_histories_hold(server: Server, cast: Cast, events: list[Event]) -> None:
    hold(server, cast, events)


@pytest.mark.prove
@settings(DRAWN, max_examples=IN_FULL)
@given(events=histories)
def test_many_drawn_histories_hold(server: Server, cast: Cast, events: list[Event]) -> None:
    hold(server, cast, events)
