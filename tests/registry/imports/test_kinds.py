"""Companies and needs come in as members do: looked at first, once, with what stays out named."""

import pytest

from foundation.errors import NotAllowed
from registry.companies.queries import companies, company_of
from registry.imports.operations import upload_file
from registry.imports.queries import export, preview, template
from registry.imports.rules import Kind
from registry.needs.queries import needs
from tests.browser import Visit
from tests.registry.imports.working import counts, imported, sent
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

COMPANIES = ["法人番号", "企業名", "エンジニア（人）", "取引のある市区町村", "掲載の期限", "メール"]
FIRST = ["7000012050002", "架空システムズ", "3", "広島県世羅町：保守、342050", "2035-03-31", "a@example.jp"]
NEEDS = ["管理番号", "題名", "困っていること", "何のことですか", "いつまでに", "月の日数"]
WAITING = ["N-1", "窓口", "待ち時間が長い", "窓口・申請、費用が高い", "来年度の予算に間に合えば", "1.5"]


async def test_companies_from_a_table(world: World) -> None:
    wrong = ["1000012050002", "", "多数", "府中市", "いつか", "x"]
    id = await sent(FIRST, wrong, header=COMPANIES, by=world.hiroshima, kind=Kind.COMPANIES)
    found = await preview(id=id, by=world.hiroshima)
    assert {error.column for error in found.errors} == set(COMPANIES) - {"エンジニア（人）"} | {"エンジニア（人）"}
    assert counts(await imported(FIRST, header=COMPANIES, by=world.hiroshima, kind=Kind.COMPANIES)) == (1, 0, 0, 0)
    assert counts(await imported(FIRST, header=COMPANIES, by=world.hiroshima, kind=Kind.COMPANIES)) == (0, 0, 1, 0)
    changed = [*FIRST[:2], "5", *FIRST[3:]]
    assert counts(await imported(changed, header=COMPANIES, by=world.hiroshima, kind=Kind.COMPANIES)) == (0, 1, 0, 0)
    (row,) = (await companies(by=world.hiroshima))[0]
    page = await company_of(id=row.id, by=world.hiroshima)
    assert (row.offers, [deal.code for deal in page.dealings]) == ({"engineer": 5}, ["342050", "344621"])
    assert "架空システムズ" in (await export(kind=Kind.COMPANIES, ending="csv", by=world.hiroshima)).decode("utf-8-sig")


async def test_needs_of_a_town_are_sent_once_and_never_changed_by_a_file(world: World) -> None:
    assert counts(await imported(WAITING, header=NEEDS, by=world.sera, kind=Kind.NEEDS)) == (1, 0, 0, 0)
    assert counts(await imported(WAITING, header=NEEDS, by=world.sera, kind=Kind.NEEDS)) == (0, 0, 1, 0)
    other = [*WAITING[:2], "別のこと", *WAITING[3:]]
    id = await sent(other, header=NEEDS, by=world.sera, kind=Kind.NEEDS)
    assert [row.what for row in (await preview(id=id, by=world.sera)).rows] == ["kept"]
    (need,) = (await needs(by=world.hiroshima))[0]
    assert (need.state, need.title, need.themes, need.wished_half_days) == ("submitted", "窓口", ["counter", "cost"], 3)
    with pytest.raises(NotAllowed):
        await upload_file(kind=Kind.NEEDS, filename="x.csv", content=b"x", by=world.hiroshima)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_each_kind_has_a_template(world: World, kind: Kind, ending: str) -> None:
    by = world.sera if kind is Kind.NEEDS else world.hiroshima
    done = await upload_file(kind=kind, filename=f"様式.{ending}", content=template(kind, ending), by=by)
    found = await preview(id=done.id, by=by)
    assert (found.rows, found.errors) == ([], [])


async def test_each_body_sees_the_kinds_it_brings_in(world: World, visit: Visit) -> None:
    town = (await (await visit("sera")).get("/imports")).text
    assert "市区町村の数字" in town and "相談" in town and "人材の様式" not in town
    nation = (await (await visit("ministry")).get("/imports")).text
    assert "企業の様式" in nation and "人材の様式" not in nation
    assert (await (await visit("hiroshima_reader")).get("/imports")).status_code == 403
    assert (await (await visit("sera")).get("/exports/members/csv")).status_code == 403
    assert (await (await visit("hiroshima")).get("/exports/members/xlsx")).status_code == 200
