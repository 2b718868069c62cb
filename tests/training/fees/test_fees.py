"""Examination fees of measure C: each once, what the body bore itself, per body and fiscal year."""

from datetime import date

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tests.browser import Visit
from tests.matching.employment import on
from tests.world import World
from training.fees.operations import note_fee, strike_fee
from training.fees.queries import fee_page, fees, receipt_of, year_sums
from training.fees.schemas import NewFee

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

TODAY = date(2026, 11, 20)
PDF = b"%PDF-1.7\n%receipt\n"


def fee(**more: object) -> NewFee:
    given = {"examination": "架空試験", "taker": "職員12", "sat_on": date(2026, 10, 4), "amount": "7,500円",
             "paid_by": "body", "receipt": "A-1"}  # fmt: skip
    return NewFee.model_validate(given | more)


async def test_each_counts_once_for_whoever_bore_it(world: World) -> None:
    with on(TODAY):
        await note_fee(new=fee(), by=world.sera)
        await note_fee(new=fee(taker="職員13", receipt="A-2", paid_by="person_repaid"), by=world.sera)
        await note_fee(new=fee(taker="職員14", receipt="A-3", paid_by="prefecture"), by=world.sera)
        await note_fee(new=fee(receipt="A-0", sat_on=date(2026, 3, 31), amount=10_000), by=world.sera)
        await note_fee(new=fee(), by=world.jinseki)
        for twice in (fee(receipt="A-9"), fee(taker="職員99")):
            with pytest.raises(Conflict, match="一度だけ数えます"):
                await note_fee(new=twice, by=world.sera)
        rows = await fees(by=world.hiroshima)
        found = [(one.fiscal_year, one.organisation_name, one.people, one.yen) for one in year_sums(rows)]
        assert found == [(2026, "世羅町", 2, 15_000), (2026, "神石高原町", 1, 7_500), (2025, "世羅町", 1, 10_000)]
        assert await fees(by=world.ehime) == [] and len(await fees(year=2025, by=world.sera)) == 1


async def test_years_without_the_measure_and_days_to_come_are_refused(world: World) -> None:
    with on(TODAY):
        for day in (date(2024, 3, 31), date(2026, 11, 21)):
            with pytest.raises(RuleBroken):
                await note_fee(new=fee(sat_on=day), by=world.sera)
        await note_fee(new=fee(sat_on=date(2024, 4, 1)), by=world.sera)
        with pytest.raises(NotAllowed):
            await note_fee(new=fee(), by=world.ministry)


async def test_the_receipt_is_kept_for_who_may_read_and_a_fee_is_struck_by_its_body(world: World) -> None:
    with on(TODAY):
        id = (await note_fee(new=fee(), receipt=("領収書.pdf", PDF), by=world.sera)).id
        assert (await receipt_of(id=id, by=world.hiroshima)).content == PDF
        with pytest.raises(NotFound):
            await receipt_of(id=id, by=world.jinseki)
        with pytest.raises(NotAllowed):
            await strike_fee(id=id, by=world.hiroshima)
        await strike_fee(id=id, by=world.sera)
        with pytest.raises(NotFound):
            await fee_page(id=id, by=world.sera)
        async with unit_of_work(world.sera) as work:
            assert await work.connection.fetchval("select count(*) from file where name = '領収書.pdf'") == 0
        await note_fee(new=fee(), by=world.sera)


async def test_both_doors(world: World, visit: Visit) -> None:
    sera, hall, nation = await visit("sera"), await visit("hiroshima"), await visit("ministry")
    fields = {"examination": "架空試験", "taker": "職員1", "sat_on_year": "2025", "sat_on_month": "5",
              "sat_on_day": "10", "amount": "８，０００", "paid_by": "body", "receipt": "R-1"}  # fmt: skip
    refused = await sera.post("/training/fees", fields | {"amount": "たくさん"})
    assert refused.status_code == 422 and "たくさん" in refused.text
    assert (await sera.post("/training/fees", fields)).status_code == 303
    again = await sera.post("/training/fees", fields | {"receipt": "R-2"})
    assert again.status_code == 409 and "一度だけ数えます" in again.text
    assert "8,000" in (await hall.get("/training/fees?year=2025")).text
    (row,) = (await hall.get("/api/v1/training/fees")).json()["fees"]
    assert (await hall.send(f"/training/fees/{row['id']}/removal", {})).status_code == 403
    assert (await sera.send(f"/training/fees/{row['id']}/removal", {})).status_code == 201
    assert (await nation.get("/training/fees")).status_code == 403
