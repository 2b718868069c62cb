"""A hundred towns book the same person's last five places at once: the database lets exactly five through.

Each writer has a connection of its own as role app and sees only its own town: no check under row security could add
the others up.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from asyncpg import Range

from auth.viewer import Reach, Viewer
from foundation.database.context import SET_CONTEXT, context_arguments
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from foundation.text.ids import uuid7
from tests.conftest import MIGRATED, copy_of
from tests.world import HIROSHIMA

pytestmark = pytest.mark.database

Connection = Any
YEAR = Range(date(2026, 4, 1), date(2027, 4, 1))
PLACES, HALF_DAYS, WRITERS = 5, 2, 100
MEMBER = uuid7()
BOOK = """
insert into capacity_booking (id, member, municipality, booked_by, subject, during, half_days)
values ($1, $2, $3, $3, $4, $5, $6)
"""


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """A migrated database of this test's own."""
    with copy_of(server, MIGRATED) as name:
        yield name


@pytest.fixture
async def administrator(server: Server, database: str) -> AsyncIterator[Connection]:
    """The superuser, and one person of Hiroshima's pool who offers five places all year."""
    connection = await asyncpg.connect(server.dsn(SUPERUSER, database))
    await connection.execute(
        "insert into member (id, registered_by, created_at, changed_at) values ($1, $2, now(), now())",
        MEMBER, HIROSHIMA,
    )  # fmt: skip
    await connection.execute("insert into capacity_head (member) values ($1)", MEMBER)
    await connection.execute(
        "insert into capacity_offer (id, member, pool, during, half_days) values ($1, $2, $3, $4, $5)",
        uuid7(), MEMBER, HIROSHIMA, YEAR, PLACES * HALF_DAYS,
    )  # fmt: skip
    yield connection
    await connection.close()


@pytest.fixture
async def writers(server: Server, database: str, administrator: Connection) -> AsyncIterator[dict[UUID, Connection]]:
    """A hundred towns, each with its connection as role app."""
    towns = await administrator.fetch("select organisation from municipality order by organisation limit $1", WRITERS)
    dsn = server.dsn("app", database)
    connections = {row["organisation"]: await asyncpg.connect(dsn) for row in towns}
    yield connections
    await asyncio.gather(*(connection.close() for connection in connections.values()))


async def book(connection: Connection, town: UUID, *, isolation: str = "read_committed", during: Any = YEAR) -> None:
    """One booking as the unit of work would make it."""
    viewer = Viewer(account=uuid7(), organisation=town, kind="municipality", role="manager", reach=Reach([town]))
    async with connection.transaction(isolation=isolation):
        await connection.execute(SET_CONTEXT, *context_arguments(viewer, date(2026, 11, 21)))
        await connection.execute(BOOK, uuid7(), MEMBER, town, uuid7(), during, HALF_DAYS)


async def outcome(connection: Connection, town: UUID, *, isolation: str, tries: int) -> str:
    """How the booking ended; a serialisation failure is tried again."""
    for _ in range(tries):
        try:
            await book(connection, town, isolation=isolation)
            return "booked"
        except asyncpg.SerializationError:
            continue
        except asyncpg.CheckViolationError as error:
            return str(error.constraint_name)
    return "gave up"


async def race(writers: dict[UUID, Connection], *, isolation: str = "read_committed", tries: int = 1) -> Counter[str]:
    """All at once."""
    ends = (outcome(connection, town, isolation=isolation, tries=tries) for town, connection in writers.items())
    return Counter(await asyncio.gather(*ends))


async def booked(administrator: Connection) -> int:
    count: int = await administrator.fetchval("select count(*) from capacity_booking where member = $1", MEMBER)
    return count


async def test_exactly_five_of_a_hundred(administrator: Connection, writers: dict[UUID, Connection]) -> None:
    ends = await race(writers)
    print(f"capacity: {len(writers)} towns, {dict(ends)}")
    assert ends == {"booked": PLACES, "capacity_within_offer": WRITERS - PLACES}
    assert await booked(administrator) == PLACES


async def test_one_retry_never_passes_five(administrator: Connection, writers: dict[UUID, Connection]) -> None:
    """Under REPEATABLE READ the loser of the lock fails instead of missing the winner."""
    ends = await race(writers, isolation="repeatable_read", tries=2)
    print(f"capacity, repeatable read with one retry: {dict(ends)}")
    assert ends["booked"] == await booked(administrator) <= PLACES


async def test_retried_until_decided_exactly_five(administrator: Connection, writers: dict[UUID, Connection]) -> None:
    ends = await race(writers, isolation="repeatable_read", tries=WRITERS)
    print(f"capacity, repeatable read until decided: {dict(ends)}")
    assert ends == {"booked": PLACES, "capacity_within_offer": WRITERS - PLACES}


async def test_without_the_trigger_more_pass(administrator: Connection, writers: dict[UUID, Connection]) -> None:
    """The control: the tests above would notice if the check were gone."""
    await administrator.execute("alter table capacity_booking disable trigger capacity_booking_checked")
    ends = await race(writers)
    print(f"capacity without the trigger: {dict(ends)}")
    assert ends["booked"] > PLACES


async def test_without_the_queue_two_take_the_last_place(
    administrator: Connection, writers: dict[UUID, Connection]
) -> None:
    """The second control: who does not wait for an open writer counts without it."""
    await administrator.execute("alter table capacity_booking disable trigger capacity_booking_queued")
    (first, connection), *others = list(writers.items())[: PLACES + 1]
    async with connection.transaction():
        await book(connection, first)
        ends = await race(dict(others))
    assert ends == {"booked": PLACES}
    assert await booked(administrator) == PLACES + 1


async def test_one_town_never_holds_a_person_twice(administrator: Connection, writers: dict[UUID, Connection]) -> None:
    town, connection = next(iter(writers.items()))
    await book(connection, town)
    with pytest.raises(asyncpg.ExclusionViolationError):
        await book(connection, town, during=Range(date(2027, 3, 1), date(2027, 4, 1)))


async def test_an_offer_is_not_reduced_under_its_bookings(
    administrator: Connection, writers: dict[UUID, Connection]
) -> None:
    for town, connection in list(writers.items())[:PLACES]:
        await book(connection, town)
    for change in ("half_days = half_days - 1", "during = daterange('2026-04-01', '2027-03-31')"):
        with pytest.raises(asyncpg.CheckViolationError):
            await administrator.execute(f"update capacity_offer set {change} where member = $1", MEMBER)
    with pytest.raises(asyncpg.CheckViolationError):
        await administrator.execute("delete from capacity_offer where member = $1", MEMBER)
