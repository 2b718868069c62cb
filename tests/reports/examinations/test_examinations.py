"""Fees that training keeps become costs of measure C: each once, for whoever bore it, and never beside a typed one."""

from datetime import date

import pytest

from foundation.errors import NotAllowed, RuleBroken
from matching.funding.operations import count_cost
from matching.funding.queries import costs_of_year, year_page
from matching.funding.rules import CostKind, Measure
from matching.funding.schemas import NewCost
from reports.examinations.operations import count_examinations
from reports.examinations.queries import examination_year
from tests.browser import Visit
from tests.matching.employment import TODAY, on
from tests.training.fees.test_fees import fee
from tests.world import World
from training.fees.operations import note_fee, strike_fee

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

YEAR, SAT = 2025, date(2025, 10, 4)


async def test_a_fee_counts_once_for_whoever_bore_it(world: World) -> None:
    with on(TODAY):
        first = await note_fee(new=fee(sat_on=SAT), by=world.sera)
        await note_fee(new=fee(sat_on=SAT, taker="職員13", receipt="A-2", paid_by="prefecture"), by=world.sera)
        await count_examinations(fiscal_year=YEAR, by=world.sera)
        await count_examinations(fiscal_year=YEAR, by=world.hiroshima)
        for by in (world.sera, world.hiroshima):
            with pytest.raises(RuleBroken, match="まだ計上していない受験料はありません"):
                await count_examinations(fiscal_year=YEAR, by=by)
        [estimate] = (await year_page(year=YEAR, by=world.sera)).estimates
        assert (estimate.measure, estimate.base, estimate.granted) == (Measure.LEADER_TRAINING, 7_500, 5_250)
        assert [cost.whose for cost in await costs_of_year(year=YEAR, by=world.hiroshima)] == ["職員13"]
        await strike_fee(id=first.id, by=world.sera)
        shown = await examination_year(year=YEAR, by=world.sera)
        assert [cost.origin for cost in shown.struck] == [first.id] and shown.counted == []


async def test_what_was_typed_by_hand_is_not_counted_beside_it(world: World) -> None:
    typed = NewCost(fiscal_year=YEAR, measure=Measure.LEADER_TRAINING, reference="架空試験", whose="職員12",
                    cost_kind=CostKind.EXAMINATION, amount=7_500)  # fmt: skip
    with on(TODAY):
        await note_fee(new=fee(sat_on=SAT), by=world.sera)
        await count_cost(new=typed, by=world.sera)
        assert [row.taker for row in (await examination_year(year=YEAR, by=world.sera)).typed] == ["職員12"]
        with pytest.raises(RuleBroken):
            await count_examinations(fiscal_year=YEAR, by=world.sera)


async def test_a_year_without_a_source_is_refused_and_so_is_who_only_reads(world: World) -> None:
    with on(TODAY):
        await note_fee(new=fee(), by=world.sera)
        with pytest.raises(RuleBroken, match="出典で確かめられていない"):
            await count_examinations(fiscal_year=2026, by=world.sera)
        with pytest.raises(NotAllowed):
            await count_examinations(fiscal_year=YEAR, by=world.hiroshima_reader)


async def test_both_doors(world: World, visit: Visit) -> None:
    with on(TODAY):
        await note_fee(new=fee(sat_on=SAT), by=world.sera)
        await note_fee(new=fee(sat_on=SAT, receipt="A-2", taker="職員13"), by=world.sera)
        sera, nobody = await visit("sera"), await visit()
        page = await sera.get(f"/funding/examinations?year={YEAR}")
        assert "この年度の2件を計上する" in page.text and "職員13" in page.text
        assert (await sera.post("/funding/examinations", {"fiscal_year": str(YEAR)})).headers["location"] == "/funding"
        again = await sera.post("/funding/examinations", {"fiscal_year": str(YEAR)})
        assert again.status_code == 422 and "まだ計上していない受験料はありません" in again.text
        assert len((await sera.get(f"/api/v1/funding/examinations?year={YEAR}")).json()["counted"]) == 2
        assert (await sera.send("/funding/examinations", {"fiscal_year": YEAR})).status_code == 422
        assert (await nobody.get("/funding/examinations")).status_code == 303
