"""The embedded server's data brought back to a second: every table equal to what it was, erased people still erased."""

import asyncio
import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from app import worker_tasks
from foundation.backups.fingerprint import Mark, fingerprint, unequal
from foundation.database.embedded import start
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.unit_of_work import reading
from foundation.text.dates import JST
from registry.members.queries import member_names
from registry.privacy.operations import erase_person
from registry.privacy.schemas import Erasure
from settings import Settings
from tests.conftest import working_on
from tests.house.repository import ROOT
from tests.registry.people import designer
from tests.world import HIROSHIMA, World, build_world

pytestmark = pytest.mark.prove

WHY = Erasure(reason="本人からの求め", confirmed="消去する")
ALLOWED_TO_DIFFER = {"public.web_session"}


@pytest.fixture
def home(passable: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the product's database in it."""
    monkeypatch.setenv("DXPOOL_HOME", str(passable))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    command("migrate")
    return passable


def command(*words: str, code: int = 0) -> str:
    """`dxpool` as an operator types it."""
    done = subprocess.run([sys.executable, "-m", "cli", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def marks(dsn: str) -> dict[str, Mark]:
    """Every table's."""
    with psycopg.connect(dsn) as connection:
        return fingerprint(connection)


async def _inhabited(dsn: str) -> World:
    async with working_on(dsn):
        return await build_world()


async def _registered(dsn: str, world: World, names: range) -> list[UUID]:
    async with working_on(dsn):
        return [await designer(by=world.hiroshima, name=f"架空 {number}") for number in names]


async def _erased(dsn: str, world: World, member: UUID) -> None:
    async with working_on(dsn):
        await erase_person(member=member, erasure=WHY, by=world.hiroshima)
        await worker_tasks(Settings())["note_erasure"](member=str(member), body=str(HIROSHIMA))


async def _names(dsn: str, world: World, members: list[UUID]) -> dict[UUID, str]:
    async with working_on(dsn), reading(world.hiroshima):
        return await member_names(ids=members, by=world.hiroshima, purpose="消去の確かめ")


def test_a_moment_comes_back_to_the_second(home: Path) -> None:
    with start(home) as server:
        world = asyncio.run(_inhabited(server.dsn("app")))
        command("backup", "--json")
        asyncio.run(_registered(server.dsn("app"), world, range(10)))
        time.sleep(1.1)
        then, wanted = datetime.now(UTC).replace(microsecond=0), marks(server.dsn(SUPERUSER))
        time.sleep(1.1)
        asyncio.run(_registered(server.dsn("app"), world, range(10, 30)))
        after = marks(server.dsn(SUPERUSER))
    begun = time.monotonic()
    at = then.astimezone(JST).strftime("%Y-%m-%dT%H:%M:%S")
    told = json.loads(command("restore", "--at", at, "--json"))
    took = time.monotonic() - begun
    with start(home) as server:
        found = marks(server.dsn(SUPERUSER))
    different = set(unequal(found, wanted)) - ALLOWED_TO_DIFFER
    lost = len(unequal(found, after))
    print(f"restore --at: {sum(mark.rows for mark in found.values())} rows in {len(found)} tables in {took:.0f} s, "
          f"tables that differ from that second: {len(different)}, from the last one: {lost}")  # fmt: skip
    assert Path(told["before"]).exists()
    assert not different
    assert lost > 0, "the control: what came later is gone"


def test_erased_people_stay_erased(home: Path) -> None:
    with start(home) as server:
        world = asyncio.run(_inhabited(server.dsn("app")))
        members = asyncio.run(_registered(server.dsn("app"), world, range(3)))
        command("journal", "seal")
        command("backup")
        asyncio.run(_erased(server.dsn("app"), world, members[0]))
        command("journal", "seal")
        erased_at = datetime.now(UTC)
    copy = next((home / "backups").iterdir())
    shutil.rmtree(server.folder.root / "archive")
    shutil.rmtree(server.folder.root / "data")
    told = json.loads(command("restore", "--from", str(copy), "--json"))
    with start(home) as server:
        left = asyncio.run(_names(server.dsn("app"), world, members))
        verdict = json.loads(command("journal", "verify", "--json"))
    print(f"restore of a copy older than an erasure ({erased_at:%H:%M:%S}): {told['returned']['erased']} erased again, "
          f"{len(left)} of {len(members)} still named, journal differences {len(verdict['found'])}")  # fmt: skip
    assert set(left) == set(members[1:])
    assert verdict["found"] == []
