"""Row security alone: a manager opens no account for a person, whatever the application would let through."""

from uuid import uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from tests.world import World

pytestmark = pytest.mark.database

OPEN = "insert into account (id, login, display_name, password_hash, email) values ($1, $2, '架空', $3, $4)"


async def opens(by: Viewer, *, login: str = "client-{}", password: str | None = None, email: str | None = None) -> bool:
    """Whether the database lets them."""
    id = uuid4()
    try:
        async with unit_of_work(by) as work:
            await work.connection.execute(OPEN, id, login.format(id), password, email)
    except NotAllowed:
        return False
    return True


async def test_managers_open_accounts_of_outside_systems_alone(world: World) -> None:
    assert await opens(world.sera)
    assert not await opens(world.sera, login="somebody-{}")
    assert not await opens(world.sera, password="a hash")
    assert not await opens(world.sera, email="somebody@example.jp")
    assert not await opens(world.hiroshima_reader)
    assert await opens(Viewer.system(world.sera.organisation or uuid4()), login="somebody-{}", password="a hash")
