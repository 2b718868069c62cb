"""A row that may be changed may not be pointed at somebody else: keys are written once, by the database's word.

Each case is a way in which a body of its own tenant once reached another's data with SQL alone.
"""

from typing import Any

import asyncpg
import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Refusal
from registry.municipalities.loading import MINISTRY
from tests.registry.people import designer
from tests.world import EHIME, SERA, World

pytestmark = pytest.mark.database

REGISTER = "insert into member (id, registered_by, created_at, changed_at) values ($1, $2, now(), now())"
HOLD = (
    "insert into role_holding (id, account, organisation, role, during) values ($1, $2, $3, 'reader', '[2020-01-01,)')"
)
LINK = (
    "insert into organisation_link (id, parent, child, kind, during) values ($1, $2, $3, 'framework', '[2020-01-01,)')"
)
FACT = (
    "insert into municipality_fact (id, municipality, indicator, as_of, number, source, entered_at) "
    "values ($1, $2, 'population', '2020-01-01', 1, 'x', now())"
)


async def refused(by: Viewer, statement: str, *arguments: Any) -> bool:
    """Whether the database alone refuses the statement in this viewer's context."""
    try:
        async with unit_of_work(by) as work:
            await work.connection.execute(statement, work.new_id(), *arguments)
    except (Refusal, asyncpg.PostgresError):
        return True
    return False


async def test_a_body_without_a_pool_registers_nobody(world: World) -> None:
    for by in (world.sera, world.ministry):
        assert await refused(by, REGISTER, by.organisation)
    assert not await refused(world.hiroshima, REGISTER, world.hiroshima.organisation)


async def test_a_manager_takes_nobody_in_who_works_elsewhere(world: World) -> None:
    assert await refused(world.sera, HOLD, world.ministry.account, SERA)


async def test_a_prefecture_links_no_town_of_another(world: World) -> None:
    matsuyama = world.matsuyama.organisation
    assert await refused(world.hiroshima, LINK, world.hiroshima.organisation, matsuyama)
    assert await refused(world.sera, LINK, SERA, matsuyama)
    assert await refused(world.hiroshima, LINK, EHIME, SERA)


async def test_published_facts_come_in_through_the_system_alone(world: World) -> None:
    assert await refused(world.sera, FACT, SERA)
    assert not await refused(Viewer.system(MINISTRY, kind="ministry"), FACT, SERA)


async def test_a_disclosure_never_lasts_longer(world: World) -> None:
    await designer(by=world.hiroshima)
    longer = "update disclosure set during = '[2000-01-01,)' where id <> $1"
    assert await refused(world.hiroshima, longer)
