"""What the database or its driver cannot take from a person is refused in words; a mistake of ours stays one."""

import asyncpg
import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import RuleBroken
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]


@pytest.mark.parametrize(
    ("question", "given"),
    [("select $1::int", 2**64), ("select $1::bigint", -(2**63) - 1), ("select $1::text", "\ud800"),
     ("select $1::text", "\x00"), ("select ($1::text)::int", "99999999999"), ("select ($1::text)::date", "x")],
)  # fmt: skip
async def test_what_cannot_be_kept_is_refused(question: str, given: object) -> None:
    with pytest.raises(RuleBroken, match="何も保存していません"):
        async with unit_of_work(Viewer.public()) as work:
            await work.connection.fetchval(question, given)


async def test_an_argument_of_the_wrong_kind_is_ours(world: World) -> None:
    with pytest.raises(asyncpg.DataError):
        async with unit_of_work(world.sera) as work:
            await work.connection.fetchval("select $1::int", "1")
