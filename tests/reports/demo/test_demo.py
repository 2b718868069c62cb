"""The demo world: whole, believable, and the same for the same day."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import asyncpg
import pytest

from auth.accounts.queries import demo_accounts
from foundation.database.embedded import Server
from foundation.vault.box import VAULT
from reports.demo.building import DemoBuilt, HalfBuilt, build_demo, demo_is_there
from reports.demo.cast import gather_cast
from reports.demo.timeline import Timeline
from tests.conftest import MIGRATED, copy_of, working_on

pytestmark = pytest.mark.database

AS_OF = date(2026, 11, 20)
TENANT_TABLES = (
    "account", "member", "member_identity", "capacity_booking", "need", "hearing", "proposal", "party", "appointment",
    "assignment", "agreement_body", "enrolment", "registration", "conflict_declaration", "notice", "journal",
)  # fmt: skip
EXPECTED = {
    "need": "draft submitted heard triaged accepted referred on_hold filled withdrawn",
    "proposal": "draft proposed confirmed withdrawn expired",
    "appointment": "drafted in_force",
    "assignment": "agreed running",
    "enrolment": "required completed not_completed",
}
ROWS = "select md5(string_agg(row_text, '|' order by row_text)) from (select {0}::text as row_text from {0}) rows"


async def build_in(server: Server, name: str, *, as_of: date = AS_OF) -> DemoBuilt:
    VAULT.open_with(["only for tests"])
    async with working_on(server.dsn("app", name)):
        assert not await demo_is_there()
        built = await build_demo(as_of)
        assert await demo_is_there()
        assert [account.login for account in await demo_accounts()] == [f"demo-{n:02}" for n in range(1, 20)]
    return built


async def fetch(server: Server, name: str, query: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(server.dsn("postgres", name))
    try:
        rows: list[asyncpg.Record] = await connection.fetch(query)
        return rows
    finally:
        await connection.close()


@pytest.fixture(scope="module")
async def built(server: Server) -> AsyncIterator[tuple[str, DemoBuilt]]:
    """A database with its demo, and what the building said."""
    with copy_of(server, MIGRATED) as name:
        yield name, await build_in(server, name)


async def test_the_demo_has_everything_a_visitor_looks_for(server: Server, built: tuple[str, DemoBuilt]) -> None:
    name, said = built
    assert (said.members, said.needs, said.accelerators) == (60, 120, 40)
    for table, expected in EXPECTED.items():
        found = {row["state"] for row in await fetch(server, name, f"select distinct state from {table}")}
        assert set(expected.split()) <= found, table
    names = {row["name"] for row in await fetch(server, name, "select name from member_identity")}
    assert any("𠮷" in one for one in names) and any("髙" in one for one in names)


async def test_the_same_day_gives_the_same_world(server: Server, built: tuple[str, DemoBuilt]) -> None:
    with copy_of(server, MIGRATED) as again:
        await build_in(server, again)
        for table in TENANT_TABLES:
            query = ROWS.format(table)
            assert await fetch(server, built[0], query) == await fetch(server, again, query), table


async def test_an_interrupted_building_says_what_to_do(server: Server) -> None:
    with copy_of(server, MIGRATED) as name:
        async with working_on(server.dsn("app", name)):
            await gather_cast(Timeline(AS_OF))
            with pytest.raises(HalfBuilt, match="DXPOOL_HOME"):
                await demo_is_there()


@pytest.mark.prove
@pytest.mark.parametrize("as_of", [date(2027, 1, 1) + timedelta(days=23 * step) for step in range(16)], ids=str)
async def test_the_demo_can_be_built_on_any_day_of_a_year(server: Server, as_of: date) -> None:
    with copy_of(server, MIGRATED) as name:
        assert (await build_in(server, name, as_of=as_of)).people_at_work >= 8
