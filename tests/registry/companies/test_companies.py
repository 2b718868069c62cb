"""A company is listed by one body, shared by it alone, and gone from matching when it runs out."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.embedded import Server
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.dates import today_jst
from foundation.text.ids import body_id
from matching.conflicts.queries import findings
from registry.companies.operations import edit_company, list_company, share_company
from registry.companies.queries import companies, company_of, towns_traded_with, waiting_for
from registry.companies.schemas import CompanyEdit, Dealing, NewCompany
from registry.members.matching import matching_facts
from registry.members.staff import staff_of
from tests.browser import Visit
from tests.matching.companies import company_viewer
from tests.registry.people import designer
from tests.world import EHIME, JINSEKI, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

FAR = date(2035, 3, 31)
PAST = date(2020, 3, 31)
NUMBER = "7000012050002"


def listing(**more: object) -> NewCompany:
    return NewCompany.model_validate(
        {"name": "架空システムズ", "kana": "かくうしすてむず", "listed_until": FAR, "engineer": 3,
         "corporate_number": NUMBER, "dealings": [Dealing(municipality=SERA, what="住民システムの保守")]} | more
    )  # fmt: skip


async def test_a_listing_is_seen_by_its_keeper_its_company_and_whom_it_is_shared_to(world: World) -> None:
    id = (await list_company(new=listing(), by=world.ministry)).id
    company = Viewer.system(id, kind="company")
    for by in (world.hiroshima, world.ehime, world.sera):
        with pytest.raises(NotFound):
            await company_of(id=id, by=by)
    await share_company(id=id, receivers=[world.hiroshima.organisation or id], by=world.ministry)
    for by in (world.ministry, world.hiroshima, company):
        found = await company_of(id=id, by=by)
        assert (found.row.name, found.row.offers, found.row.dealings) == ("架空システムズ", {"engineer": 3}, 1)
    assert (await company_of(id=id, by=world.hiroshima)).receivers == []
    with pytest.raises(NotFound):
        await company_of(id=id, by=world.ehime)
    await share_company(id=id, receivers=[], by=world.ministry)
    with pytest.raises(NotFound):
        await company_of(id=id, by=world.hiroshima)


async def test_only_the_keeper_shares_and_sets_the_expiry(world: World, server: Server, database: str) -> None:
    id = (await list_company(new=listing(), by=world.ministry)).id
    await share_company(id=id, receivers=[world.hiroshima.organisation or id], by=world.ministry)
    company = Viewer.system(id, kind="company")
    for by in (world.hiroshima, company):
        with pytest.raises(NotAllowed):
            await share_company(id=id, receivers=[EHIME], by=by)
        with pytest.raises(NotAllowed):
            await edit_company(id=id, edit=CompanyEdit(version=1, listed_until=date(2040, 1, 1)), by=by)
    done = await edit_company(id=id, edit=CompanyEdit(version=1, engineer=5, conditions="月4日から"), by=company)
    found = await company_of(id=id, by=world.ministry)
    assert (found.row.offers, found.conditions, found.row.listed_until, done.version) == (
        {"engineer": 5}, "月4日から", FAR, 2,
    )  # fmt: skip
    with pytest.raises(Conflict):
        await edit_company(id=id, edit=CompanyEdit(version=1, engineer=9), by=world.ministry)
    with pytest.raises(Conflict):
        async with reading(company) as work:
            await work.connection.execute("update company set listed_until = '2040-01-01'")
    with pytest.raises((Conflict, NotAllowed)):
        async with reading(world.hiroshima) as work:
            await work.connection.execute(
                "insert into company_share (id, company, granted_by, receiver, created_at) "
                "values ($1, $1, $2, $3, now())",
                id, world.hiroshima.organisation, EHIME,
            )  # fmt: skip


async def test_one_listing_for_a_company_and_a_sound_number(world: World) -> None:
    await list_company(new=listing(), by=world.hiroshima)
    with pytest.raises(Conflict, match="法人番号"):
        await list_company(new=listing(), by=world.ehime)
    with pytest.raises(ValueError, match="法人番号"):
        listing(corporate_number="1000012050002")
    for by in (world.sera, world.hiroshima_reader, Viewer.public()):
        with pytest.raises(NotAllowed):
            await list_company(new=listing(corporate_number=None), by=by)
    with pytest.raises(RuleBroken):
        await list_company(new=listing(corporate_number=None, dealings=[Dealing(municipality=EHIME)]), by=world.ehime)


async def test_what_runs_out_is_marked_and_offers_nobody(world: World) -> None:
    company = await company_viewer(by=world.hiroshima)
    member = await designer(by=world.hiroshima, employer=company.organisation)
    assert [facts.id for facts in await matching_facts(by=world.hiroshima)] == [member]
    await list_company(new=listing(organisation=company.organisation, listed_until=PAST), by=world.hiroshima)
    rows, _ = await companies(by=world.hiroshima)
    assert [row.standing for row in rows] == ["over"]
    assert (await companies(by=world.hiroshima, role="engineer"))[0] == []
    assert await matching_facts(by=world.hiroshima) == []
    assert [row.id for row in await waiting_for(by=world.hiroshima)] == [company.organisation]
    assert await waiting_for(by=company) == []


async def test_trading_towns_are_found_when_a_proposal_is_checked(world: World) -> None:
    company = await company_viewer(by=world.hiroshima)
    member = await designer(by=world.hiroshima, employer=company.organisation)
    assert company.organisation is not None
    await list_company(new=listing(organisation=company.organisation), by=world.hiroshima)
    assert await towns_traded_with(companies=[company.organisation, None], by=world.hiroshima) == {
        company.organisation: {SERA}
    }
    period = Period.inclusive(date(2027, 4, 1), date(2028, 3, 31))
    found = await findings(member=member, towns={SERA: period, JINSEKI: period}, by=world.hiroshima)
    assert "企業の一覧による" in found[SERA].sentence and found[SERA].clear
    assert "企業の一覧" not in found[JINSEKI].sentence


async def test_a_company_sees_its_own_staff_and_no_other(world: World) -> None:
    company, other = await company_viewer(by=world.hiroshima), await company_viewer(by=world.hiroshima, login="b")
    await designer(by=world.hiroshima, employer=company.organisation)
    ids: list[UUID] = []
    for viewer, number in ((company, NUMBER), (other, None)):
        new = listing(organisation=viewer.organisation, corporate_number=number)
        ids.append((await list_company(new=new, by=world.hiroshima)).id)
    assert [row.name for row in await staff_of(company=ids[0], by=company)] == ["灰谷 凪"]
    assert [row.name for row in await staff_of(company=ids[0], by=world.hiroshima)] == ["灰谷 凪"]
    assert await staff_of(company=ids[1], by=other) == []
    with pytest.raises(NotFound):
        await staff_of(company=ids[0], by=other)


async def test_both_doors(world: World, visit: Visit) -> None:
    hiroshima = await visit("hiroshima")
    typed = {"name": "架空クラウド", "engineer": "２", "listed_until_year": "2035", "listed_until_month": "3",
             "listed_until_day": "31", "dealing_lines": "広島県世羅町：保守\n府中市：研修"}  # fmt: skip
    refused = await hiroshima.post("/companies", typed)
    assert refused.status_code == 422 and "2行目" in refused.text and "東京都と広島県" in refused.text
    assert "広島県世羅町：保守" in refused.text
    sent = await hiroshima.post("/companies", typed | {"dealing_lines": "広島県世羅町：保守\n広島県府中市：研修"})
    path = sent.headers["location"]
    page = (await hiroshima.get(path)).text
    assert "架空クラウド" in page and "研修" in page and "2人" in page
    edit = (await hiroshima.get(f"{path}/edit")).text
    assert "広島県府中市：研修" in edit
    assert (await hiroshima.post(path, {"version": "1", "engineer": "4"})).status_code == 303
    stale = await hiroshima.post(path, {"version": "1", "conditions": "書きかけの条件"})
    assert stale.status_code == 409 and "書きかけの条件" in stale.text
    shared = await hiroshima.send(f"{path}/sharing", {"receivers": [str(body_id("380008"))]})
    assert shared.status_code == 201
    ehime = await visit("ehime")
    listed = (await ehime.get("/api/v1/companies")).json()
    assert [row["name"] for row in listed["companies"]] == ["架空クラウド"]
    assert (await (await visit("sera")).get("/companies")).status_code == 403
    assert (await ehime.get(f"{path}/edit")).status_code == 403
    soon = (today_jst(datetime.now(UTC)) + timedelta(days=30)).isoformat()
    assert (await hiroshima.send(path, {"version": 2, "listed_until": soon})).status_code == 201
    assert "まもなく期限" in (await hiroshima.get("/companies")).text
    assert "掲載の期限を確かめる" in (await hiroshima.get("/")).text


async def test_row_security_alone_hides_a_listing(world: World, server: Server, database: str) -> None:
    id = (await list_company(new=listing(), by=world.ministry)).id
    async with reading(world.ehime) as work:
        for table in ("company", "company_offer", "company_dealing", "company_share"):
            assert await work.connection.fetchval(f"select count(*) from {table}") == 0, table
        with pytest.raises(asyncpg.PostgresError):
            async with work.connection.transaction():
                await work.connection.execute(
                    "insert into company_offer (id, company, role, headcount) values ($1, $1, 'engineer', 1)", id
                )
