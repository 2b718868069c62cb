"""Who opens a kept file."""

from uuid import uuid4

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound
from foundation.files.sniffing import MediaType
from foundation.files.store import open_file, store_file
from tests.world import World

pytestmark = pytest.mark.database

CSV = "氏名\n架空 一郎\n".encode()


async def test_owner_and_readers_open_it_and_nobody_else(world: World) -> None:
    readers = [world.sera.organisation] if world.sera.organisation else []
    kept = await store_file(name="名簿.csv", content=CSV, readers=readers, by=world.hiroshima)
    for viewer in (world.hiroshima, world.hiroshima_reader, world.sera):
        found = await open_file(id=kept, by=viewer)
        assert (found.content, found.media_type, found.name) == (CSV, MediaType.TEXT, "名簿.csv")
    for viewer in (world.jinseki, world.ehime, world.ministry):
        with pytest.raises(NotFound):
            await open_file(id=kept, by=viewer)


async def test_supervision_opens_no_file_of_a_town(world: World) -> None:
    kept = await store_file(name="名簿.csv", content=CSV, by=world.sera)
    with pytest.raises(NotFound):
        await open_file(id=kept, by=world.hiroshima)


async def test_an_absent_file_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await open_file(id=uuid4(), by=world.hiroshima)


async def test_altered_bytes_are_never_handed_out(world: World) -> None:
    kept = await store_file(name="名簿.csv", content=CSV, by=world.hiroshima)
    async with unit_of_work(world.hiroshima) as work:
        await work.connection.execute("update file set bytes = 'other' where id = $1", kept)
    with pytest.raises(AssertionError, match="altered"):
        await open_file(id=kept, by=world.hiroshima)
