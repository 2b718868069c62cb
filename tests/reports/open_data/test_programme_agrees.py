"""Twelve recommended people are registered, one is suspended: the board, open data and the public check agree."""

from datetime import timedelta

import pytest

from auth.viewer import Viewer
from foundation.text.dates import fiscal_year
from registry.municipalities.loading import MINISTRY
from reports.figures.operations import write_down_figures
from reports.open_data.operations import publish_open_data
from tests.browser import Browser, Visit
from tests.matching.employment import TODAY, on
from tests.registry.accelerators.test_accelerators import recommended
from tests.world import World

pytestmark = pytest.mark.database

NATION = Viewer.system(MINISTRY)
TWELVE = 12


async def published(visitor: Browser) -> int:
    """What the latest file of figures says of the nation's registered people."""
    file = (await visitor.get("/open-data/sets/figures/json")).json()
    number, part, value = (file["columns"].index(name) for name in ("数字", "区分", "値"))
    found: int = next(row[value] for row in file["rows"]
                      if row[number].startswith("登録が有効な人（推薦した") and not row[part])  # fmt: skip
    return found


async def board(nation: Browser) -> int:
    """What the national board says through its JSON door."""
    found: int = (await nation.get("/api/v1/national")).json()["registrations_in_force"]
    return found


async def test_twelve_less_one(world: World, visit: Visit) -> None:
    with on(TODAY):
        people = [str(await recommended(world, name=f"架空 {n}", email=f"r{n}@example.jp")) for n in range(TWELVE)]
        nation, visitor = await visit("ministry"), await visit()
        term = {"first_day": TODAY.isoformat(), "last_day": f"{fiscal_year(TODAY) + 1}-03-31"}
        assert (await nation.send("/accelerators/registrations", {"registrations": people} | term)).is_success
        await write_down_figures(by=NATION)
        await publish_open_data(by=NATION)
        assert (await board(nation), await published(visitor)) == (TWELVE, TWELVE)
        assert (await nation.send("/accelerators/papers", {"registrations": people})).is_success
        assert (await nation.send(f"/accelerators/{people[0]}/suspension", {"reason": "確認のため"})).is_success
        codes = [(await nation.get(f"/api/v1/accelerators/{id}")).json()["certificate"]["code"] for id in people[:2]]
        stopped, stands = [(await visitor.get(f"/certificates?code={code}")).text for code in codes]
        assert "停止中です" in stopped and "停止中です" not in stands
        assert await board(nation) == TWELVE - 1
    with on(TODAY + timedelta(days=1)):
        await write_down_figures(by=NATION)
        await publish_open_data(by=NATION)
        nation = await visit("ministry")
        opened = (await nation.get("/api/v1/accelerators?state=in_force")).json()["total"]
        assert [await board(nation), await published(visitor), opened] == [TWELVE - 1] * 3
