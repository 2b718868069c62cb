"""The journal is sealed in batches; whoever changes it afterwards is found, and the place is named."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from auth.journal.checkpoints import NAME, CheckpointUnfit
from auth.journal.operations import record
from auth.journal.sealing import seal_journal
from auth.journal.verifying import Verdict, verify_journal
from foundation.database.embedded import Server
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from tests.auth.journal.tampering import FILL, TAMPERINGS, as_superuser, kept_in, undone
from tests.conftest import working_on
from tests.house.catalogue import Connection
from tests.world import World

pytestmark = pytest.mark.database

ENTRIES = 300
PLACE = 150
LATE = "insert into journal (id, at, role, verb, noun) values (gen_random_uuid(), now(), 'public', 'x', 'x')"


@pytest.fixture
async def administrator(server: Server, inhabited: World, database: str) -> AsyncIterator[Connection]:
    """The database in an attacker's hands, while the product works on it as its worker."""
    async with as_superuser(server, database) as connection, working_on(server.dsn("worker", database)):
        yield connection


async def test_each_kind_of_tampering_is_found_and_its_place_named(administrator: Connection, tmp_path: Path) -> None:
    await administrator.execute("truncate journal")
    await administrator.execute(FILL, ENTRIES)
    checkpoints = kept_in(tmp_path)
    assert await seal_journal(checkpoints=checkpoints) == ENTRIES
    assert (await verify_journal(checkpoints=checkpoints)).sound
    for kind, statements in TAMPERINGS.items():
        told: list[Verdict] = []

        async def ask(told: list[Verdict] = told) -> None:
            told.append(await verify_journal(checkpoints=checkpoints))

        await undone(administrator, statements, PLACE, ask)
        kinds, places = {one.kind for one in told[0].found}, [one.place for one in told[0].found]
        assert kinds == {kind}, f"{kind}: {told[0].found}"
        assert min(places) in (PLACE + 1, PLACE + 2), f"{kind} at {PLACE + 1}: {places}"
    assert (await verify_journal(checkpoints=checkpoints)).sound


async def test_a_journal_forged_together_with_its_seals_differs_from_what_is_kept_outside(
    administrator: Connection, tmp_path: Path
) -> None:
    outside, forged = kept_in(tmp_path / "outside"), kept_in(tmp_path / "forged")
    await seal_journal(checkpoints=outside)
    await administrator.execute("update journal set purpose = 'another'")
    await administrator.execute("truncate journal_seal")
    await seal_journal(checkpoints=forged)
    assert (await verify_journal(checkpoints=forged)).sound, "inside the database alone it looks well"
    assert {one.kind for one in (await verify_journal(checkpoints=outside)).found} == {"seal"}
    with pytest.raises(CheckpointUnfit):
        outside.add([])
        await administrator.execute(FILL, 3)
        await seal_journal(checkpoints=outside)


async def test_a_forged_line_outside_or_another_secret_is_found(administrator: Connection, tmp_path: Path) -> None:
    checkpoints = kept_in(tmp_path)
    await seal_journal(checkpoints=checkpoints)
    assert not (await verify_journal(checkpoints=kept_in(tmp_path, secret="another"))).sound
    trusted = [checkpoints.signer.key]
    assert (await verify_journal(checkpoints=kept_in(tmp_path, secret="another"), trusted=trusted)).sound
    place = tmp_path / NAME
    place.write_text(place.read_text().replace('"number":1', '"number":2'))
    assert not (await verify_journal(checkpoints=checkpoints)).sound


async def test_the_end_of_the_seals_cannot_be_cut_off(administrator: Connection, tmp_path: Path) -> None:
    checkpoints = kept_in(tmp_path)
    await seal_journal(checkpoints=checkpoints)
    await administrator.execute("truncate journal, journal_seal")
    assert [one.kind for one in (await verify_journal(checkpoints=checkpoints)).found] == ["seal"]


async def test_an_entry_still_being_written_waits_for_the_next_seal(
    administrator: Connection, server: Server, database: str, tmp_path: Path
) -> None:
    """A late commit neither slips into a sealed batch nor is lost, and nobody waits for anybody."""
    checkpoints, late = kept_in(tmp_path), await asyncpg.connect(server.dsn("app", database))
    await seal_journal(checkpoints=checkpoints)
    transaction = late.transaction()
    await transaction.start()
    await late.execute("select set_config('app.role', 'public', true)")
    await late.execute(LATE)
    assert await asyncio.wait_for(seal_journal(checkpoints=checkpoints), 5) == 0
    await administrator.execute(FILL, 5)
    assert await asyncio.wait_for(seal_journal(checkpoints=checkpoints), 5) == 0
    await transaction.commit()
    assert await seal_journal(checkpoints=checkpoints) == 6
    await late.close()
    verdict = await verify_journal(checkpoints=checkpoints)
    assert verdict.sound and (verdict.seals, verdict.unsealed) == (2, 0)


async def test_app_appends_and_never_changes_and_never_sees_the_whole(
    world: World, database: str, server: Server
) -> None:
    async with unit_of_work(world.sera):
        await record(by=world.sera, verb="x", noun="x", subject=None)
    for statement in ("update journal set verb = 'y'", "delete from journal", "truncate journal",
                      "select * from journal_whole", "select * from journal_seal"):  # fmt: skip
        with pytest.raises(NotAllowed):
            async with unit_of_work(world.sera) as work:
                await work.connection.execute(statement)
    async with as_superuser(server, database) as administrator:
        assert await administrator.fetchval("select count(*) from journal where verb = 'x'") == 1
