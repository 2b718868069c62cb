"""A disk that fills up while people write: refused cleanly, nothing acknowledged lost, well again by itself."""

import asyncio
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from foundation.database.embedded_cluster import SUPERUSER
from tests.browser import Browser
from tests.drills.product import Product, started
from tests.drills.writing import inhabit, write
from tests.world import PASSWORD

pytestmark = pytest.mark.prove

SIZE_MEGABYTES = 700
WRITES, MOST_WRITES = 150, 4000


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of its own in memory, for whoever may mount one."""
    place.mkdir(mode=0o711)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MEGABYTES}m,mode=0711", "tmpfs", place],
                             capture_output=True)  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("disk full: this account may not mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def product(passable: Path) -> Iterator[Product]:
    with small_disk(passable / "disk") as disk, started(disk) as running:
        asyncio.run(inhabit(running.dsn("app")))
        yield running


def fill(disk: Path) -> Path:
    """Take what is left."""
    place = disk / "filling"
    with place.open("wb") as file:
        try:
            while True:
                file.write(bytes(1024 * 1024))
        except OSError:
            pass
    return place


async def test_a_full_disk_is_refused_cleanly_and_heals(product: Product) -> None:
    acknowledged, before, during, after = set[UUID](), Counter[int](), Counter[int](), Counter[int]()
    async with httpx.AsyncClient(base_url=product.address, timeout=15) as client:
        browser = Browser(client)
        await browser.sign_in("sera", PASSWORD)
        token = await browser.token()
        for _ in range(WRITES):
            await write(browser, token, acknowledged, before)
        filling = fill(product.home)
        ready = (await client.get("/readyz")).json()
        for _ in range(MOST_WRITES):
            if during[503] >= WRITES:
                break
            await write(browser, token, acknowledged, during)
        filling.unlink()
        product.wait_until_ready()
        for _ in range(WRITES):
            await write(browser, token, acknowledged, after)
    connection = await asyncpg.connect(product.dsn(SUPERUSER))
    there = {row["id"] for row in await connection.fetch("select id from need")}
    await connection.close()
    print(f"disk full: before {dict(before)}, on the full disk {dict(during)}, afterwards {dict(after)}, "
          f"{len(acknowledged)} acknowledged, {len(acknowledged - there)} lost; "
          f"mistakes {product.mistakes()}")  # fmt: skip
    assert set(before) == {201}, "the control: an empty disk refuses nothing"
    assert ready["disk"] is False
    assert during[503] > 0 and set(during) <= {0, 201, 503}
    assert set(after) == {201}
    assert acknowledged <= there
