"""What is written down each day, what is published of it, and that anybody can replay it."""

import csv
import io
import json
from datetime import date

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed, NotFound
from registry.accelerators.operations import suspend
from registry.municipalities.loading import MINISTRY
from reports.figures.counting import counted
from reports.figures.history import figures_of_day, lines_of
from reports.figures.operations import write_down_figures
from reports.figures.queries import national_figures, town_rows
from reports.open_data.making import content_of, data_sets, written
from reports.open_data.operations import publish_open_data
from reports.open_data.queries import catalogue, file_of, numbers
from reports.open_data.rules import sha256
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, matchable_need, on
from tests.registry.accelerators.test_accelerators import registered
from tests.registry.people import designer
from tests.world import World

pytestmark = pytest.mark.database

NATION = Viewer.system(MINISTRY)
PUBLIC = Viewer.public()


async def test_a_day_is_written_once_and_by_the_boards_own_question(world: World) -> None:
    with on(TODAY):
        for n in range(3):
            await registered(world, name=f"架空 {n}", email=f"f{n}@example.jp")
        rows = await write_down_figures(by=NATION)
        assert await write_down_figures(by=NATION) == 0
        stood = await figures_of_day(day=TODAY, by=PUBLIC)
        assert stood == counted(await national_figures(by=world.ministry)) and len(stood) == rows
        await registered(world, name="四人 目", email="four@example.jp")
        assert {one.value for one in await figures_of_day(day=TODAY, by=PUBLIC)
                if (one.figure, one.dimension) == ("registered-people", "")} == {3}  # fmt: skip
    with on(date(2026, 11, 22)):
        await write_down_figures(by=NATION)
        [line] = (await lines_of(figures=["registered-people"], since=date(2026, 11, 1), by=PUBLIC)).values()
        assert [(one.day, one.value) for one in line] == [(TODAY, 3), (date(2026, 11, 22), 4)]


async def test_nothing_small_leaves_the_ministry(world: World) -> None:
    with on(TODAY):
        await confirmed(world)
        await write_down_figures(by=NATION)
        at_work = {one.dimension: one.value for one in await figures_of_day(day=TODAY, by=PUBLIC)
                   if one.figure == "people-at-work"}  # fmt: skip
    assert set(at_work.values()) == {None}


@pytest.mark.parametrize("who", ["ministry", "hiroshima"])
async def test_only_the_systems_own_night_writes(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        await publish_open_data(by=getattr(world, who))
    with pytest.raises(NotAllowed):
        await write_down_figures(by=getattr(world, who))
    assert await figures_of_day(day=TODAY, by=PUBLIC) == []


async def test_every_data_set_is_published_and_replays_to_its_hash(world: World, visit: Visit) -> None:
    with on(TODAY):
        assert (await (await visit()).get("/open-data/sets/figures/csv")).status_code == 404
        await write_down_figures(by=NATION)
        assert await publish_open_data(by=NATION) == 2 * len(data_sets())
        assert await publish_open_data(by=NATION) == 0
        for entry in await catalogue(by=PUBLIC):
            for file in entry.files:
                again = written(entry.name, file.ending, await content_of(entry.name, day=file.day, by=PUBLIC))
                assert sha256(again) == file.sha256
                assert sha256(await file_of(name=entry.name, ending=file.ending, by=PUBLIC)) == file.sha256
        nobody = await visit()
        frameworks = (await nobody.get("/open-data/sets/frameworks/csv")).content
        assert frameworks.startswith("\ufeff団体コード".encode())
        rows = list(csv.reader(io.StringIO(frameworks.decode("utf-8-sig"))))
        assert (len(rows), rows[1][0]) == (48, "010006")
        figures = json.loads((await nobody.get("/open-data/sets/figures/json")).content)
        assert figures["columns"][0] == "団体コード" and "CC BY" in figures["licence"]
        assert "全国の数字" in (await nobody.get("/open-data")).text
        assert "数え方" in (await nobody.get("/open-data/numbers")).text
    with pytest.raises(NotFound):
        await file_of(name="no-such-set", ending="csv", by=PUBLIC)


async def test_a_content_that_did_not_change_is_not_kept_twice(world: World) -> None:
    with on(TODAY):
        await write_down_figures(by=NATION)
        await publish_open_data(by=NATION)
    with on(date(2026, 11, 22)):
        await write_down_figures(by=NATION)
        assert await publish_open_data(by=NATION) == 2
    found = {file.name: file.day for entry in await catalogue(by=PUBLIC) for file in entry.files}
    assert (found["figures"], found["frameworks"]) == (date(2026, 11, 22), TODAY)


async def test_each_number_has_its_own_hash(world: World) -> None:
    with on(TODAY):
        await write_down_figures(by=NATION)
    found = await numbers(by=PUBLIC)
    assert len({one.hash for one in found}) == len(found) > 10
    assert all(one.definition and one.day == TODAY for one in found)


async def test_board_history_and_rows_agree(world: World) -> None:
    """Rows opened add up to the figure: towns by standing, registrations by prefecture."""
    id = await registered(world)
    await designer(by=world.hiroshima, name="もう 一人", email="m@example.jp")
    await matchable_need(world.sera, by=world.hiroshima)
    figures = await national_figures(by=world.ministry)
    for standing, towns in figures.towns.all.items():
        assert len(await town_rows(standing=standing, by=world.ministry)) == towns
    assert len(await town_rows(alone="unknown", by=world.ministry)) == figures.towns.unknown
    assert figures.unmet == {("34", "service_designer"): 1}
    assert figures.registered_forms == {"": 1} and figures.registrations.value == 1
    await suspend(id=id, reason="確認", by=world.ministry)
    assert (await national_figures(by=world.ministry)).registrations.value == 0


@pytest.mark.parametrize("who", ["hiroshima", "sera"])
async def test_the_new_views_count_for_the_ministry_only(world: World, who: str) -> None:
    await registered(world)
    await matchable_need(world.sera, by=world.hiroshima)
    views = ("national_town_rows", "national_unmet", "national_registration_forms")
    async with reading(getattr(world, who)) as work:
        for view in views:
            assert await work.connection.fetchval(f"select count(*) from {view}") == 0
        assert await work.connection.fetchval("select coalesce(max(people), 0) from national_registrations") == 0


async def test_the_board_shows_all_of_it(world: World, visit: Visit) -> None:
    await registered(world)
    await write_down_figures(by=NATION)
    ministry = await visit("ministry")
    board = await ministry.get("/national")
    for words in ("47都道府県の推進体制", "人を待っている要望", "日ごとの動き", "登録者の任用の形", "研修の受講"):
        assert words in board.text
    assert (await ministry.get("/national/towns?standing=never")).status_code == 200
    assert (await (await visit("sera")).get("/national/towns")).status_code == 403
    assert (await ministry.get("/api/v1/national")).json()["registered_forms"] == {"": 1}
