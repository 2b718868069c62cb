"""Companies and needs come in as members do: looked at first, once, with what stays out named."""

from typing import Any
from uuid import uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotAllowed
from registry.companies.queries import companies, company_of
from registry.imports.operations import upload_file
from registry.imports.queries import export, preview, template
from registry.imports.rules import Kind
from registry.needs.operations import submit_for_town, withdraw_need
from registry.needs.queries import needs
from registry.needs.schemas import NeedIntake
from tests.browser import Visit
from tests.registry.imports.working import counts, imported, sent, taken_in
from tests.reports.homes.test_homes import statements
from tests.world import SERA, World

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


async def test_needs_go_out_by_as_few_statements_however_many_and_come_back_unchanged(world: World) -> None:
    asked = [[f"N-{number}", *WAITING[1:]] for number in range(9)]
    await imported(asked[0], header=NEEDS, by=world.sera, kind=Kind.NEEDS)
    with statements() as of_one:
        await export(kind=Kind.NEEDS, ending="csv", by=world.sera)
    await imported(*asked, header=NEEDS, by=world.sera, kind=Kind.NEEDS)
    with statements() as of_nine:
        out = await export(kind=Kind.NEEDS, ending="csv", by=world.sera)
    assert len(of_one) == len(of_nine) == 2
    back = await upload_file(kind=Kind.NEEDS, filename="相談.csv", content=out, by=world.sera)
    assert [row.what for row in (await preview(id=back.id, by=world.sera)).rows] == ["kept"] * 9


async def test_a_prefecture_brings_in_what_its_towns_told_it_and_each_town_may_take_it_back(world: World) -> None:
    header, hall, kind = ["市区町村", *NEEDS], world.hiroshima, Kind.TOWN_NEEDS
    rows = [
        ["世羅町", *WAITING],
        ["345458", "N-2", *WAITING[1:]],
        ["愛媛県松山市", "N-3", *WAITING[1:]],
        ["幻町", *WAITING],
    ]
    id = await sent(*rows, header=header, by=hall, kind=kind)
    found = await preview(id=id, by=hall)
    assert [(row.name, row.what) for row in found.rows] == [("世羅町：窓口", "new"), ("神石高原町：窓口", "new")]
    assert [(error.row_number, error.column) for error in found.errors] == [(4, "市区町村"), (5, "市区町村")]
    assert counts(await taken_in(id, by=hall)) == (2, 0, 0, 2)
    assert counts(await imported(rows[0], header=header, by=hall, kind=kind)) == (0, 0, 1, 0)
    (need,) = (await needs(by=world.sera))[0]
    assert (need.state, need.title) == ("submitted", "窓口")
    assert [row["subject"] for row in await notices_of(world.sera)] == ["広島県が、相談を登録しました"]
    await withdraw_need(id=need.id, reason="もう済みました", by=world.sera)
    assert "神石高原町" in (await export(kind=kind, ending="csv", by=hall)).decode("utf-8-sig")
    for other in (world.ehime, world.sera):
        intake = NeedIntake.model_validate({"draft": uuid4(), "story": "待ち時間が長い"})
        with pytest.raises(NotAllowed):
            await submit_for_town(town=SERA, intake=intake, by=other)
    with pytest.raises(NotAllowed):
        await upload_file(kind=kind, filename="x.csv", content=b"x", by=world.sera)


async def notices_of(by: Viewer) -> list[Any]:
    """What the viewer's body was told."""
    async with reading(by) as work:
        return list(await work.connection.fetch("select subject from notice where organisation = $1", by.organisation))


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
    hall = await visit("hiroshima")
    for path in ("/exports/members/xlsx", "/api/v1/exports/members/csv", "/api/v1/imports/templates/members/csv"):
        assert (await hall.get(path)).status_code == 200
