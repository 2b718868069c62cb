"""A body counts its costs, each once, in years and kinds that the source covers; nobody else sees them."""

from typing import Any

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotFound, RuleBroken
from matching.funding.operations import count_cost, remove_cost
from matching.funding.queries import year_page
from matching.funding.schemas import NewCost
from tests.browser import Visit
from tests.world import World

pytestmark = pytest.mark.database

COST: dict[str, Any] = {
    "fiscal_year": 2024, "measure": "cio_aide", "reference": "契約 架空1号", "whose": "1人目",
    "cost_kind": "contract", "amount": 1_000_000, "assumes_subsidy": True,
}  # fmt: skip


async def counted(by: Viewer, **more: Any) -> Any:
    """A cost of the viewer's body."""
    return (await count_cost(new=NewCost.model_validate(COST | more), by=by)).id


async def test_the_towns_own_page_shows_the_worked_example(world: World, visit: Visit) -> None:
    await counted(world.sera)
    page = (await (await visit("sera")).get("/funding?year=2024")).text
    assert "420,000円" in page and "180,000円" in page
    assert "試算" in page and "上限の期間（年度か総額か）は未確認です。" in page


async def test_another_body_sees_nothing_of_it(world: World) -> None:
    cost = await counted(world.sera)
    assert not (await year_page(year=2024, by=world.jinseki)).costs
    assert not (await year_page(year=2024, by=world.hiroshima)).costs
    with pytest.raises(NotFound):
        await remove_cost(id=cost, by=world.jinseki)


async def test_one_cost_counts_in_one_measure_only(world: World) -> None:
    await counted(world.sera, fiscal_year=2025)
    again = {"fiscal_year": 2025, "measure": "regional_company_staff", "assumes_subsidy": False}
    with pytest.raises(Conflict, match="一つの措置にだけ"):
        await counted(world.sera, **again)
    training = {"measure": "leader_training", "cost_kind": "course", "assumes_subsidy": False}
    await counted(world.sera, **(again | training))
    await counted(world.jinseki, fiscal_year=2025)
    assert len((await year_page(year=2025, by=world.sera)).costs) == 2


async def test_a_cost_taken_out_counts_no_more(world: World) -> None:
    cost = await counted(world.sera)
    await remove_cost(id=cost, by=world.sera)
    page = await year_page(year=2024, by=world.sera)
    assert (page.costs, page.estimates) == ([], [])
    await counted(world.sera)


@pytest.mark.parametrize(("more", "sentence"), [
    ({"fiscal_year": 2026}, "出典で確かめられていない"),
    ({"fiscal_year": 2021, "cost_kind": "hiring", "assumes_subsidy": False}, "数えられるのは"),
    ({"fiscal_year": 2022}, "県の補助"),
    ({"measure": "supporting_staff_special", "assumes_subsidy": False}, "この種類の団体には使えません"),
])  # fmt: skip
async def test_what_no_source_covers_is_refused(world: World, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        await counted(world.sera, **more)
    assert not (await year_page(year=2024, by=world.sera)).costs


async def test_a_refused_form_keeps_what_was_typed(world: World, visit: Visit) -> None:
    browser = await visit("sera")
    answer = await browser.post("/funding", {
        "fiscal_year": "２０２６", "measure": "cio_aide", "reference": "契約 架空2号", "whose": "1人目",
        "cost_kind": "contract", "amount": "１，０００円",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "契約 架空2号" in answer.text and "出典で確かめられていない" in answer.text


async def test_the_report_names_figures_and_sources(world: World, visit: Visit) -> None:
    await counted(world.sera, reference="=HYPERLINK(1)")
    browser = await visit("sera")
    base = (await browser.get("/funding/report?year=2024")).content.decode("utf-8-sig").splitlines()
    assert base[1].startswith("2024,試算,CIO補佐官等の任用（特別交付税）,1,600000,420000,180000,")
    assert "600,000円 × 0.7 ＝ 420,000円" in base[1] and "総務省" in base[1] and "未確認：" in base[1]
    assert (await browser.get("/api/v1/funding/report?year=2024")).text == "\ufeff" + "\r\n".join(base) + "\r\n"
    costs = (await browser.get("/funding/report?year=2024&costs=true")).content.decode("utf-8-sig").splitlines()
    assert "'=HYPERLINK(1)" in costs[1]
