"""A year is settled to the yen: by the agreement's rule, agreed by every body, closed for good but for corrections."""

import random
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, Refusal, RuleBroken
from matching.agreements.queries import agreement_of
from matching.settlements.operations import (
    agree_settlement,
    close_settlement,
    correct_settlement,
    enter_cost,
    note_paid,
    open_settlement,
    recall_settlement,
    strike_cost,
    tell_settlement,
)
from matching.settlements.queries import settlement_page, settlements, settlements_of
from matching.settlements.schemas import Assent, NewCost, NewSettlement, Paid, SettlementPage, Told
from matching.settlements.years import waiting_for, years_to_settle
from tests.browser import Visit
from tests.matching.agreements.agreeing import concluded
from tests.matching.employment import TODAY, Story, confirmed, on
from tests.matching.settlements.settling import COST, DAY, YEAR, agreed, closed, opened, seen, served, spent, worked
from tests.reports.issuing.queued import make_queued, text_of
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]
WHY = "旅費の書き落としがあったため"


@pytest.fixture
async def story(world: World) -> AsyncIterator[Story]:
    """Three towns served under an agreement in force, on the twenty-first day."""
    with on(TODAY):
        told = await served(world)
    with on(DAY):
        yield told


async def agreement_id(story: Story) -> UUID:
    id = await agreement_of(proposal=story.proposal, by=story.pool)
    assert id is not None
    return id


def differences(page: SettlementPage) -> list[int | None]:
    return [share.difference for share in page.shares]


async def test_a_year_from_costs_to_closing_and_its_correction(story: Story) -> None:
    pool, (sera, jinseki, akiota) = story.pool, story.towns
    agreement = await agreement_id(story)
    assert [year.fiscal_year for year in await years_to_settle(by=pool)] == [YEAR]
    id = await opened(story, agreement)
    assert await years_to_settle(by=pool) == []
    with pytest.raises(Conflict, match="もうつくられています"):
        await opened(story, agreement)
    with pytest.raises(NotFound):
        await settlement_page(id=id, by=sera)
    with pytest.raises(RuleBroken, match="費用がまだ"):
        await tell_settlement(id=id, seen=await seen(id, pool), by=pool)
    await spent(id, 1_000_000, by=pool)
    bodies = [town.organisation for town in story.towns]
    paid = Paid.model_validate({"bodies": bodies, "yen": [400_000, 300_000, 300_000],
                                "version": (await seen(id, pool)).version})  # fmt: skip
    await note_paid(id=id, paid=paid, by=pool)
    await tell_settlement(id=id, seen=await seen(id, pool), by=pool)
    page = await settlement_page(id=id, by=sera)
    assert [share.share_yen for share in page.shares] == [333_334, 333_333, 333_333]
    assert differences(page) == [-66_666, 33_333, 33_333]
    assert [todo.link for todo in await waiting_for(by=jinseki)] == [f"/settlements/{id}"]
    with pytest.raises(Conflict, match="負担額が変わりました"):
        await agree_settlement(id=id, assent=Assent(share_yen=1), by=sera)
    with pytest.raises(NotAllowed, match="同意は要りません"):
        await agree_settlement(id=id, assent=Assent(share_yen=1), by=pool)
    await agreed(id, by=sera)
    with pytest.raises(RuleBroken, match="もう同意"):
        await agreed(id, by=sera)
    with pytest.raises(RuleBroken, match="通知済み"):
        await close_settlement(id=id, seen=await seen(id, pool), by=pool)
    await agreed(id, by=jinseki)
    await agreed(id, by=akiota)
    assert [todo.act for todo in await waiting_for(by=pool)] == ["全団体が同意した年度を締める"]
    await close_settlement(id=id, seen=await seen(id, pool), by=pool)
    with pytest.raises(RuleBroken, match="「締め」"):
        await spent(id, 1, by=pool)
    told = Told(reason=WHY, version=(await seen(id, pool)).version)
    new = (await correct_settlement(id=id, told=told, by=pool)).id
    with pytest.raises(RuleBroken, match="訂正は、もう"):
        await correct_settlement(id=id, told=told, by=pool)
    await spent(new, 3, by=pool)
    after = await closed(new, story)
    assert (after.settlement.corrects, after.settlement.reason, differences(after)) == (id, WHY, [1, 1, 1])
    before = await settlement_page(id=id, by=sera)
    assert (before.shares, before.settlement.corrected_by) == ((await settlement_page(id=id, by=pool)).shares, new)
    assert [row.id for row in await settlements_of(agreement=agreement, by=sera)] == [id, new]
    assert (await settlements(by=akiota))[1].total == 2


async def test_recalling_takes_every_agreement_back(story: Story) -> None:
    pool, id = story.pool, await opened(story, await agreement_id(story))
    await spent(id, 90, by=pool)
    await tell_settlement(id=id, seen=await seen(id, pool), by=pool)
    await agreed(id, by=story.towns[0])
    with pytest.raises(NotAllowed):
        await recall_settlement(id=id, told=Told(reason=WHY, version=1), by=story.towns[0])
    await recall_settlement(id=id, told=Told(reason=WHY, version=(await seen(id, pool)).version), by=pool)
    page = await settlement_page(id=id, by=pool)
    assert (page.settlement.state, [share.agreed_at for share in page.shares]) == ("draft", [None, None, None])
    with pytest.raises(NotFound):
        await settlement_page(id=id, by=story.towns[0])


async def test_only_an_agreement_in_force_and_its_years_are_settled(world: World, story: Story) -> None:
    agreement = await agreement_id(story)
    for year in (YEAR - 1, YEAR + 1):
        with pytest.raises(RuleBroken, match="期間に入っていません"):
            await opened(story, agreement, year=year)
    with pytest.raises(NotAllowed):
        new = NewSettlement(agreement=agreement, fiscal_year=YEAR)
        await open_settlement(new=new, by=story.towns[0])
    id = await opened(story, agreement)
    with pytest.raises(RuleBroken, match="令和8年度"):
        late = NewCost.model_validate(COST | {"incurred_on": "2027-04-01", "version": 1})
        await enter_cost(id=id, cost=late, by=story.pool)
    with pytest.raises(NotFound):
        await settlement_page(id=id, by=world.onomichi)


async def test_an_agreement_without_every_signature_is_not_settled(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        page = await concluded(story)
        with pytest.raises(RuleBroken, match="発効した協定だけ"):
            await opened(story, page.agreement.id)


@pytest.mark.parametrize(
    "statement",
    [
        "update settlement set total_yen = total_yen + 1 where id = $1",
        "update settlement_share set share_yen = share_yen + 1 where settlement = $1",
        "delete from settlement_cost where settlement = $1",
    ],
)
async def test_the_database_keeps_a_closed_year(story: Story, statement: str) -> None:
    id = await opened(story, await agreement_id(story))
    await spent(id, 100, by=story.pool)
    before = await closed(id, story)
    try:
        async with unit_of_work(story.pool) as work:
            await work.connection.execute(statement, id)
    except Conflict as refusal:
        assert "変えられません" in refusal.sentence
    assert await settlement_page(id=id, by=story.pool) == before


async def walk(story: Story, agreement: UUID, *, seed: int, steps: int) -> None:
    """Take steps by chance; after each of them every told year is whole and every closed one as it was closed."""
    chance = random.Random(seed)
    id = await opened(story, agreement)
    kept: dict[UUID, SettlementPage] = {}
    for _ in range(steps):
        id = await _step(story, id, chance)
        for row in await settlements_of(agreement=agreement, by=story.pool):
            page = await settlement_page(id=row.id, by=story.pool)
            if row.state != "draft":
                assert row.total_yen == page.total == sum(share.share_yen or 0 for share in page.shares)
            if row.state == "closed":
                assert all(share.agreed_at for share in page.shares)
                first = kept.setdefault(row.id, page)
                assert (first.costs, first.shares) == (page.costs, page.shares)
    chain = [await settlement_page(id=row.id, by=story.pool) for row in await settlements_of(agreement=agreement,
             by=story.pool)]  # fmt: skip
    done = [page for page in chain if page.settlement.state == "closed"]
    if done:
        moved = sum(sum(difference or 0 for difference in differences(page)) for page in done)
        assert sum(share.paid_yen for share in done[0].shares) + moved == done[-1].total


async def _step(story: Story, id: UUID, chance: random.Random) -> UUID:
    page = await settlement_page(id=id, by=story.pool)
    now, pool = await seen(id, story.pool), story.pool
    verb = chance.choice(("spend", "spend", "strike", "pay", "tell", "recall", "agree", "agree", "agree", "close",
                          "correct"))  # fmt: skip
    try:
        if verb == "spend":
            await spent(id, chance.randrange(1, 3_000_001), by=pool)
        elif verb == "strike" and page.costs:
            await strike_cost(id=id, cost=chance.choice(page.costs).id, seen=now, by=pool)
        elif verb == "pay":
            yen = [chance.randrange(1_000_000) for _ in page.shares]
            bodies = [share.organisation for share in page.shares]
            await note_paid(id=id, paid=Paid(bodies=bodies, yen=yen, version=now.version), by=pool)
        elif verb == "tell":
            await tell_settlement(id=id, seen=now, by=pool)
        elif verb == "recall" and chance.random() < 0.3:
            await recall_settlement(id=id, told=Told(reason=WHY, version=now.version), by=pool)
        elif verb == "agree":
            await agreed(id, by=chance.choice(story.towns))
        elif verb == "close":
            await close_settlement(id=id, seen=now, by=pool)
        elif verb == "correct":
            return (await correct_settlement(id=id, told=Told(reason=WHY, version=now.version), by=pool)).id
    except Refusal:
        pass
    return id


async def test_no_history_of_operations_loses_a_yen(story: Story) -> None:
    await walk(story, await agreement_id(story), seed=1, steps=60)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2, 42))
async def test_no_long_history_of_operations_loses_a_yen(story: Story, seed: int) -> None:
    await walk(story, await agreement_id(story), seed=seed, steps=400)


async def test_both_doors_and_the_sheet_of_each_body(story: Story, visit: Visit) -> None:
    agreement = await agreement_id(story)
    hall, sera = await visit("hiroshima"), await visit("sera")
    assert "この年度の精算を始める" in (await hall.get("/settlements")).text
    begun = await hall.post("/settlements", {"agreement": str(agreement), "fiscal_year": str(YEAR)})
    path = begun.headers["location"]
    assert (await sera.get(path)).status_code == 404
    typed = {"incurred_on_year": "2027", "incurred_on_month": "1", "incurred_on_day": "15", "kind": "pay",
             "source": "支出命令 架空7号", "amount": "百円", "version": "1"}  # fmt: skip
    refused = await hall.post(f"{path}/costs", typed)
    assert refused.status_code == 422 and "支出命令 架空7号" in refused.text and "百円" in refused.text
    assert (await hall.post(f"{path}/costs", typed | {"amount": "１，２３４，５６７円"})).status_code == 303
    stale = await hall.post(f"{path}/costs", typed | {"amount": "1"})
    assert stale.status_code == 409 and "先に動かしました" in stale.text
    assert (await hall.send(f"{path}/telling", {"version": 2})).status_code == 201
    shown = (await sera.get(f"/api/v1{path}")).json()
    assert [share["share_yen"] for share in shown["shares"]] == [411_523, 411_522, 411_522]
    assert (await sera.post(f"{path}/assent", {"share_yen": "411523"})).status_code == 303
    for login in ("jinseki", "akiota"):
        assert (await (await visit(login)).send(f"{path}/assent", {"share_yen": 411_522})).status_code == 201
    version = (await hall.get(f"/api/v1{path}")).json()["settlement"]["version"]
    assert (await hall.post(f"{path}/closing", {"version": str(version)})).status_code == 303
    assert "訂正の精算をつくる" in (await hall.get(path)).text
    made = [job for job in await make_queued(story.pool) if job["kind"] == "settlement_invoice"]
    assert len(made) == 6
    papers = (await sera.get("/api/v1/documents")).json()["documents"]
    issued = next(row for row in papers if row["kind"] == "settlement_invoice" and row["state"] == "issued")
    pdf = await sera.get(f"/documents/{issued['id']}/pdf")
    assert "世羅町長様" in text_of(pdf.content) and "411,523円" in text_of(pdf.content)
    assert "411,523円" in (await sera.get(f"/documents/{issued['id']}")).text


async def test_days_are_those_that_the_towns_confirmed(world: World, story: Story) -> None:
    sera, jinseki, _ = story.towns
    await worked(sera, story.member, 465)
    await worked(jinseki, story.member, 465, confirmed=False)
    id = await opened(story, await agreement_id(story))
    await spent(id, 100, by=story.pool)
    page = await settlement_page(id=id, by=story.pool)
    assert [share.half_days for share in page.shares] == [2, 0, 0]
    assert page.unconfirmed == ["神石高原町"]
