"""The journal at full size: five tamperings of a hundred thousand entries, and who is affected in a million."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auth.journal.incidents import incident_scope
from auth.journal.sealing import seal_journal
from auth.journal.verifying import Verdict, verify_journal
from foundation.database.embedded import Server
from tests.auth.journal.tampering import FILL, TAMPERINGS, as_superuser, kept_in, undone
from tests.conftest import MIGRATED, copy_of, working_on
from tests.house.catalogue import Connection

pytestmark = [pytest.mark.prove, pytest.mark.database]

SEALED = 100_000
PLACE = 61_803
MANY = 1_000_000
WITHIN_SECONDS = 60
MANY_ENTRIES = """
insert into journal (id, at, account, organisation, role, verb, noun, subject, person, fields, purpose, is_read)
select gen_random_uuid(), now() - n * interval '10 seconds', md5('a' || n % 900)::uuid, md5('b' || n % 90)::uuid,
    'clerk', 'read', 'member', md5('p' || n % 20000)::uuid, md5('p' || n % 20000)::uuid,
    array['name', 'kana', 'email', 'phone'], 'x', n % 10 > 0
from generate_series(1, $1::integer) n
"""


@pytest.fixture
async def administrator(server: Server) -> AsyncIterator[Connection]:
    """An empty journal as superuser, and the product on it as its worker."""
    with copy_of(server, MIGRATED) as name:
        async with as_superuser(server, name) as connection, working_on(server.dsn("worker", name)):
            yield connection


async def test_five_of_five_tamperings_are_found(administrator: Connection, tmp_path: Path) -> None:
    await administrator.execute(FILL, SEALED)
    checkpoints, begun = kept_in(tmp_path), time.monotonic()
    assert await seal_journal(checkpoints=checkpoints) == SEALED
    sealing, begun = time.monotonic() - begun, time.monotonic()
    assert (await verify_journal(checkpoints=checkpoints)).sound
    verifying, told = time.monotonic() - begun, dict[str, Verdict]()
    for kind, statements in TAMPERINGS.items():

        async def ask(kind: str = kind) -> None:
            told[kind] = await verify_journal(checkpoints=checkpoints)

        await undone(administrator, statements, PLACE, ask)
    found = {kind: {(one.kind, one.place) for one in verdict.found} for kind, verdict in told.items()}
    right = [kind for kind, seen in found.items()
             if {name for name, _ in seen} == {kind} and min(seen)[1] - PLACE in (1, 2)]  # fmt: skip
    print(f"journal: {SEALED} entries sealed in {sealing:.1f} s, verified in {verifying:.1f} s, "
          f"{len(right)} of {len(TAMPERINGS)} tamperings found at their place: {found}")  # fmt: skip
    assert len(right) == len(TAMPERINGS)


async def test_the_scope_of_an_incident_is_told_within_a_minute(administrator: Connection) -> None:
    await administrator.execute(MANY_ENTRIES, MANY)
    await administrator.execute("analyze journal")
    now = datetime.now(UTC)
    for days in (1, 30, 120):
        begun = time.monotonic()
        scope = await incident_scope(since=now - timedelta(days=days), until=now)
        took = time.monotonic() - begun
        print(f"incident scope: {days} days of {MANY} entries, {scope.people} people, {took:.1f} s")
        assert scope.people == min(20_000, days * 8640) or days == 1
        assert took < WITHIN_SECONDS
