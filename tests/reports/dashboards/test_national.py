"""What the ministry counts: people once, no names, nothing small."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from foundation.database.engine import ENGINE
from foundation.database.unit_of_work import reading, unit_of_work
from registry.municipalities.rules import ONE_PERSON_POPULATION, ONE_PERSON_STAFF, is_one_person_it
from reports.figures.queries import months_so_far, national_figures
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, matchable_need, on
from tests.registry.accelerators.test_accelerators import registered
from tests.registry.capacity.test_capacity import joined_by_own_choice
from tests.registry.people import designer
from tests.world import World

pytestmark = pytest.mark.database


async def counted(world: World) -> int:
    """People at work in the nation as the view counts them, before anything is withheld."""
    async with reading(world.ministry) as work:
        count = await work.connection.fetchval("select people from national_counts where all_prefectures and all_roles")
        assert isinstance(count, int)
        return count


async def test_one_person_for_three_towns_counts_once_and_the_count_rises(world: World) -> None:
    assert await counted(world) == 0
    with on(TODAY):
        await confirmed(world)
        assert await counted(world) == 1
        figures = await national_figures(by=world.ministry)
    assert figures.people_at_work.at("34") is None
    assert figures.towns.all["supported"] == 3


async def test_people_of_a_pool_are_printed_from_three_on(world: World) -> None:
    for n in range(2):
        await designer(by=world.hiroshima, name=f"架空 {n}", email=f"a{n}@example.jp")
    assert (await national_figures(by=world.ministry)).pool.at("34", "service_designer") is None
    await designer(by=world.hiroshima, name="架空 三", email="a3@example.jp")
    pool = (await national_figures(by=world.ministry)).pool
    assert (pool.at("34", "service_designer"), pool.at("34"), pool.at(), pool.at("38")) == (3, 3, 3, 0)


async def union_of_several_prefectures() -> UUID:
    """A body that belongs to no single prefecture; such a one comes in with the installation's own data."""
    id, owner = uuid4(), await asyncpg.connect(ENGINE.config["dsn"].replace("://app@", "://owner@"))
    await owner.execute("insert into organisation (id, kind, name) values ($1, 'union', '架空広域連合')", id)
    await owner.close()
    return id


async def active_without_a_role(world: World) -> UUID:
    """Somebody whom the operations would hold for incomplete; the table takes them for active as well."""
    member = await designer(by=world.hiroshima, name="架空 無", email="none@example.jp", roles=[])
    async with unit_of_work(world.hiroshima) as work:
        await work.connection.execute("update member set state = 'active' where id = $1", member)
    return member


async def test_somebody_in_two_pools_stands_in_both_and_once_in_every_total(world: World) -> None:
    both = await designer(by=world.hiroshima, name="架空 両", email="both@example.jp", roles=["engineer", "producer"])
    await designer(by=world.hiroshima, name="架空 一", email="one@example.jp", roles=["engineer"])
    assert world.ehime.organisation is not None
    await joined_by_own_choice(both, world.ehime.organisation, world)
    none = await active_without_a_role(world)
    await joined_by_own_choice(none, await union_of_several_prefectures(), world, login="none")
    async with reading(world.ministry) as work:
        rows = await work.connection.fetch(
            "select left(hall.code, 2) as hall, role, people, all_prefectures, all_roles from national_pool "
            "left join organisation hall on hall.id = national_pool.prefecture"
        )
    cells = {(row["hall"] or "all" * row["all_prefectures"], row["role"] or "all" * row["all_roles"]): row["people"]
             for row in rows}  # fmt: skip
    assert cells == {
        ("34", "engineer"): 2, ("34", "producer"): 1, ("34", ""): 1, ("34", "all"): 3,
        ("38", "engineer"): 1, ("38", "producer"): 1, ("38", "all"): 1,
        ("", ""): 1, ("", "all"): 1,
        ("all", "engineer"): 2, ("all", "producer"): 1, ("all", ""): 1, ("all", "all"): 3,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["hiroshima", "sera", "ehime"])
async def test_the_database_itself_counts_for_the_ministry_only(world: World, who: str) -> None:
    await designer(by=world.hiroshima)
    await matchable_need(world.sera, by=world.hiroshima)
    async with reading(getattr(world, who)) as work:
        for view in ("national_counts", "national_pool"):
            assert await work.connection.fetchval(f"select coalesce(max(people), 0) from {view}") == 0
        for view in ("national_needs", "national_towns"):
            assert await work.connection.fetchval(f"select count(*) from {view}") == 0


async def test_a_draft_is_not_counted_and_what_was_sent_is(world: World) -> None:
    await matchable_need(world.sera, by=world.hiroshima)
    assert (await national_figures(by=world.ministry)).needs == {"accepted": 1}


async def test_registrations_are_shown_unsuppressed_and_without_names(world: World, visit: Visit) -> None:
    await registered(world, name="名前 出ない")
    figures = await national_figures(by=world.ministry)
    assert (figures.registrations.value, figures.registrations_by_prefecture) == (1, {"34": 1})
    text = (await (await visit("ministry")).get("/national")).text
    assert "名前 出ない" not in text
    assert "1<small>／500人</small>" in text


async def test_only_the_ministry_opens_the_board(world: World, visit: Visit) -> None:
    nobody, hiroshima, ministry = await visit(), await visit("hiroshima"), await visit("ministry")
    assert (await nobody.get("/national")).status_code == 303
    assert (await hiroshima.get("/national")).status_code == 403
    assert (await hiroshima.get("/api/v1/national")).status_code == 403
    body = (await ministry.get("/api/v1/national")).json()
    assert body["registrations_in_force"] == 0 and "秘匿" in body["pool"]["definition"]


async def test_the_view_and_the_rule_agree_on_one_person_it(world: World) -> None:
    assert (ONE_PERSON_STAFF, ONE_PERSON_POPULATION) == (1, 50_000)
    assert is_one_person_it(dx_staff=1, population=50_000) and not is_one_person_it(dx_staff=1, population=50_001)
    assert (await national_figures(by=world.ministry)).towns.unknown == 1741


def test_the_line_shows_how_todays_number_came_about() -> None:
    line = months_so_far([TODAY.replace(month=9), TODAY], today=TODAY)
    assert (line[0], line[-4], line[-2], line[-1]) == (("12月", 0), ("9月", 1), ("11月", 2), ("12月", None))
