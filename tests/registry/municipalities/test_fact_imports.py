"""Facts come in once, from the real files and from small ones with the same faults."""

from collections.abc import Callable
from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.errors import NotAllowed, RuleBroken
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import import_population, import_survey
from registry.municipalities.queries import facts_of, town_by_code
from registry.municipalities.schemas import Recorded
from tests.browser import Visit
from tests.world import SERA, World

pytestmark = pytest.mark.database

SYSTEM = Viewer.system(MINISTRY)
NEW_YEAR = date(2025, 1, 1)
SURVEYED = date(2023, 4, 1)
HEADER = "団体コード,都道府県名（漢字）,市区町村名（漢字）,人口,人口基準年\n"
SMALL = (HEADER + "344621,広島県,世羅町,14000,2025\n345458,広島県,神石高原町,https://a,8000,2025\n").encode()


async def population(content: bytes, *, by: Viewer = SYSTEM) -> Recorded:
    done = await import_population(content=content, filename="人口.csv", as_of=NEW_YEAR, by=by)
    return done.recorded


async def test_the_same_file_twice_changes_nothing_and_a_correction_one_row(world: World) -> None:
    assert await population(SMALL) == Recorded(added=1, changed=0, unchanged=0)
    assert await population(SMALL) == Recorded(added=0, changed=0, unchanged=1)
    assert await population(SMALL.replace(b"14000", b"14001")) == Recorded(added=0, changed=1, unchanged=0)
    town = await town_by_code(code="344621", by=world.sera)
    assert (town.population, town.population_as_of, town.one_person_it) == (14_001, NEW_YEAR, None)


async def test_broken_rows_are_named_and_the_rest_is_kept(world: World) -> None:
    done = await import_population(content=SMALL, filename="人口.csv", as_of=NEW_YEAR, by=SYSTEM)
    assert [(row.row_number, row.code) for row in done.broken] == [(3, "345458")]


async def test_another_day_than_the_files_is_refused(world: World) -> None:
    with pytest.raises(RuleBroken, match="2025-01-01"):
        await import_population(content=SMALL, filename="人口.csv", as_of=date(2024, 1, 1), by=SYSTEM)


async def test_nobody_signed_in_records_facts(world: World) -> None:
    for viewer in (world.ministry, world.hiroshima, world.sera):
        with pytest.raises(NotAllowed):
            await population(SMALL, by=viewer)


async def test_the_page_says_source_and_day_and_what_is_missing(world: World, visit: Visit) -> None:
    await population(SMALL)
    page = (await (await visit()).get("/municipalities/344621")).text
    assert "14,000人" in page and "令和7年1月1日" in page and "住民基本台帳" in page
    assert page.count("未登録") == 17
    assert (await (await visit()).get("/municipalities/999999")).status_code == 404
    answer = (await (await visit("sera")).get("/api/v1/municipalities/344621")).json()
    assert (answer["town"]["population"], answer["one_person_it"]) == (14_000, None)


async def test_the_published_population(world: World, real_file: Callable[[str], bytes]) -> None:
    content = real_file("population_20250101.csv")
    done = await import_population(content=content, filename="population.csv", as_of=NEW_YEAR, by=SYSTEM)
    assert [row.code for row in done.broken] == ["022071", "032085", "034029"]
    assert done.recorded == Recorded(added=1_738, changed=0, unchanged=0)
    again = await import_population(content=content, filename="population.csv", as_of=NEW_YEAR, by=SYSTEM)
    assert again.recorded == Recorded(added=0, changed=0, unchanged=1_738)
    assert done.sums_differ == []


async def test_the_published_survey(world: World, real_file: Callable[[str], bytes]) -> None:
    content = real_file("dx_dashboard_municipalities_20240712.csv")
    done = await import_survey(content=content, filename="dashboard.csv", as_of=SURVEYED, by=SYSTEM)
    yes = [(total.name, total.yes) for total in done.totals[:7]]
    assert yes == [
        ("CIOの任命", 1_270), ("CIO補佐官等の任命", 846), ("全体方針策定", 862), ("全庁的な体制構築", 1_133),
        ("外部人材活用", 522), ("職員育成の取組", 1_437), ("全職員対象研修の実施", 1_203),
    ]  # fmt: skip
    assert {total.not_surveyed for total in done.totals[:7]} == {8}
    assert str(done.totals[0].share) == "73.3"
    again = await import_survey(content=content, filename="dashboard.csv", as_of=SURVEYED, by=SYSTEM)
    assert (again.recorded.added, again.recorded.changed) == (0, 0)
    assert again.recorded.unchanged == done.recorded.added
    assert {fact.indicator for fact in await facts_of(municipality=SERA, by=world.sera)} >= {"cio", "external_talent"}
