"""Saved searches: whose they are, who shares, what is new since the last look, through both doors."""

from uuid import uuid4

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.needs.operations import submit_need
from registry.needs.schemas import NeedIntake
from registry.searches import operations
from registry.searches.queries import saved_counts, saved_searches
from registry.searches.schemas import SearchKept, SearchRenamed
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

KEPT = SearchKept(list="needs", name="聞き取り待ち", asked="number=2&state=submitted&since=2026-01-01T00:00:00%2B00:00")


async def ask(world: World, title: str) -> None:
    """世羅町 sends a request."""
    await submit_need(intake=NeedIntake(draft=uuid4(), title=title, story="困る。"), by=world.sera)


async def test_new_counts_what_came_since_the_last_look(world: World) -> None:
    await ask(world, "一つ目")
    search = (await operations.keep_search(kept=KEPT, by=world.hiroshima)).id
    (kept,) = await saved_counts(by=world.hiroshima)
    assert (kept.search.asked, kept.total, kept.new) == ("state=submitted", 1, 0)
    await ask(world, "二つ目")
    (kept,) = await saved_counts(by=world.hiroshima)
    assert (kept.total, kept.new) == (2, 1)
    await operations.open_search(id=search, by=world.hiroshima)
    assert [(kept.total, kept.new) for kept in await saved_counts(by=world.hiroshima)] == [(2, 0)]


async def test_unshared_is_ones_own_and_shared_is_the_bodys(world: World) -> None:
    search = (await operations.keep_search(kept=KEPT, by=world.hiroshima)).id
    for other in (world.hiroshima_reader, world.ehime, world.sera):
        assert await saved_searches(by=other) == []
        with pytest.raises(NotFound):
            await operations.open_search(id=search, by=other)
    shared = SearchRenamed(name="みんなの聞き取り待ち", shared=True, version=1)
    await operations.rename_search(id=search, renamed=shared, by=world.hiroshima)
    assert [row.name for row in await saved_searches(by=world.hiroshima_reader)] == ["みんなの聞き取り待ち"]
    assert await saved_searches(by=world.ehime) == []
    with pytest.raises(NotAllowed, match="保存した人だけ"):
        await operations.rename_search(id=search, renamed=shared, by=world.hiroshima_reader)
    with pytest.raises(NotAllowed, match="管理者だけ"):
        await operations.remove_search(id=search, by=world.hiroshima_reader)


async def test_a_stale_change_and_a_second_name_are_refused(world: World) -> None:
    search = (await operations.keep_search(kept=KEPT, by=world.hiroshima)).id
    with pytest.raises(Conflict, match="同じ名前"):
        await operations.keep_search(kept=KEPT, by=world.hiroshima)
    await operations.rename_search(id=search, renamed=SearchRenamed(name="別名", version=1), by=world.hiroshima)
    with pytest.raises(Conflict, match="別名"):
        await operations.rename_search(id=search, renamed=SearchRenamed(name="また", version=1), by=world.hiroshima)


async def test_what_cannot_be_read_is_not_kept(world: World) -> None:
    with pytest.raises(RuleBroken, match="読み取れませんでした"):
        await operations.keep_search(kept=SearchKept(list="needs", name="x", asked="state=nowhere"), by=world.hiroshima)


async def test_through_the_page_and_the_api(world: World, visit: Visit) -> None:
    await ask(world, "窓口")
    hall = await visit("hiroshima")
    answer = await hall.post(
        "/searches", {"list": "needs", "name": "聞き取り待ち", "asked": "state=submitted", "shared": "1"}
    )
    assert answer.status_code == 303
    page = (await hall.get("/searches")).text
    assert "聞き取り待ち" in page and "団体で共有" in page and "1件" in page
    found = (await hall.get("/api/v1/searches")).json()[0]
    opened = await hall.post(f"/searches/{found['search']['id']}/looks")
    assert (opened.status_code, opened.headers["location"]) == (303, "/needs?state=submitted")
    again = await hall.post("/searches", {"list": "needs", "name": "聞き取り待ち", "asked": ""})
    assert again.status_code == 409 and "同じ名前の条件がすでにあります" in again.text
    removed = await hall.send(f"/searches/{found['search']['id']}/removal", None)
    assert removed.status_code == 201 and (await hall.get("/api/v1/searches")).json() == []
    assert (await (await visit("matsuyama")).get("/searches")).status_code == 200
