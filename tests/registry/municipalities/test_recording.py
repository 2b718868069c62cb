"""A town and its prefecture record facts with a source; what a ministry published stays, and the flag is derived."""

from datetime import date
from decimal import Decimal

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import Conflict, NotAllowed
from registry.imports.queries import preview
from registry.imports.rules import Kind
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import record_facts
from registry.municipalities.queries import history_of, town_by_code, towns_found
from registry.municipalities.recording import record_fact
from registry.municipalities.rules import DX_STAFF, POPULATION
from registry.municipalities.schemas import FactEntry
from tests.browser import Visit
from tests.registry.imports.working import counts, imported, sent
from tests.world import HIROSHIMA, SERA, World

pytestmark = pytest.mark.database

DAY = date(2026, 4, 1)
HEADER = ["団体コード", "都道府県", "市区町村", "項目", "値", "いつの時点", "出所"]


def entry(**more: object) -> FactEntry:
    given = {"indicator": DX_STAFF, "value": "０．５", "as_of": DAY, "source": "町の人事台帳"}
    return FactEntry.model_validate(given | more)


async def test_a_town_and_its_prefecture_record_and_nobody_else(world: World) -> None:
    await record_fact(code="344621", entry=entry(), by=world.sera)
    await record_fact(code="344621", entry=entry(indicator="cio", value="調査無し"), by=world.hiroshima)
    facts = {fact.indicator: fact for fact in await history_of(municipality=SERA, by=Viewer.public())}
    assert (facts[DX_STAFF].number, facts[DX_STAFF].recorder) == (Decimal("0.5"), "世羅町")
    assert (facts["cio"].answer, facts["cio"].recorder) == ("not_surveyed", "広島県")
    for by in (world.jinseki, world.ehime, world.ministry, world.hiroshima_reader):
        with pytest.raises(NotAllowed):
            await record_fact(code="344621", entry=entry(as_of=date(2027, 4, 1)), by=by)


async def test_the_flag_is_derived_from_facts_alone(world: World) -> None:
    system = Viewer.system(MINISTRY)
    await record_facts(facts=[(SERA, POPULATION, Decimal(14_000), None)], as_of=DAY, source="架空", verb="x", by=system)
    assert (await town_by_code(code="344621", by=world.sera)).one_person_it is None
    await record_fact(code="344621", entry=entry(value="1"), by=world.sera)
    assert (await town_by_code(code="344621", by=world.sera)).one_person_it is True
    await record_fact(code="344621", entry=entry(value="2", as_of=date(2027, 4, 1)), by=world.sera)
    assert (await town_by_code(code="344621", by=world.sera)).one_person_it is False
    with pytest.raises(ValueError, match="一覧から"):
        entry(indicator="one_person_it", value="実施")


@pytest.mark.parametrize(
    ("indicator", "value"), [(DX_STAFF, "実施"), ("cio", "3"), (DX_STAFF, "多い"), (POPULATION, "3"), ("cio", "")]
)
def test_a_value_of_the_wrong_kind_is_refused(indicator: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        entry(indicator=indicator, value=value)


async def test_a_published_value_stays_and_a_stale_write_is_refused(world: World) -> None:
    system = Viewer.system(MINISTRY)
    await record_facts(facts=[(SERA, "cio", None, "yes")], as_of=DAY, source="公表", verb="x", by=system)
    with pytest.raises(Conflict, match="公表された資料"):
        await record_fact(code="344621", entry=entry(indicator="cio", value="未実施"), by=world.sera)
    assert (await record_fact(code="344621", entry=entry(), by=world.sera)).version == 1
    assert (await record_fact(code="344621", entry=entry(value="2", version=1), by=world.hiroshima)).version == 2
    with pytest.raises(Conflict, match="先に変えました"):
        await record_fact(code="344621", entry=entry(value="3", version=1), by=world.sera)


async def test_row_security_alone_keeps_published_facts_and_other_towns(world: World) -> None:
    system = Viewer.system(MINISTRY)
    await record_facts(facts=[(SERA, "cio", None, "yes")], as_of=DAY, source="公表", verb="x", by=system)
    async with reading(world.sera) as work:
        changed = await work.connection.execute("update municipality_fact set answer = 'no'")
        assert changed == "UPDATE 0"
    with pytest.raises(NotAllowed):
        async with reading(world.jinseki) as work:
            await work.connection.execute(
                "insert into municipality_fact (id, municipality, indicator, as_of, number, source, entered_at, "
                "recorded_by) values ($1, $2, 'dx_staff', '2026-04-01', 1, 'x', now(), $3)",
                work.new_id(), SERA, world.jinseki.organisation,
            )  # fmt: skip


async def test_facts_from_a_table_by_code_or_by_prefecture_and_name(world: World) -> None:
    rows = [
        ["344621", "", "", "DXを担当する職員（常勤換算）", "１．５", "2026/4/1", "台帳"],
        ["", "広島県", "府中市", "CIOの任命", "無回答", "2026年4月1日", "照会"],
        ["", "", "府中市", "CIOの任命", "実施", "2026-04-02", "照会"],
        ["382019", "", "", "cio", "実施", "2026-04-01", "照会"],
        ["344621", "", "神石高原町", "cio", "実施", "2026-04-01", "照会"],
        ["344621", "", "", "cio", "たぶん", "2026-04-01", "照会"],
    ]
    id = await sent(*rows, header=HEADER, by=world.hiroshima, kind=Kind.FACTS)
    found = await preview(id=id, by=world.hiroshima)
    assert [(error.row_number, error.column) for error in found.errors] == [
        (4, "市区町村"), (5, "団体コード"), (6, "団体コード"), (7, "値"),
    ]  # fmt: skip
    assert counts(await imported(*rows, header=HEADER, by=world.hiroshima, kind=Kind.FACTS)) == (2, 0, 0, 4)
    assert counts(await imported(*rows[:2], header=HEADER, by=world.hiroshima, kind=Kind.FACTS)) == (0, 0, 2, 0)
    changed = [[*rows[0][:4], "2", *rows[0][5:]]]
    assert counts(await imported(*changed, header=HEADER, by=world.hiroshima, kind=Kind.FACTS)) == (0, 1, 0, 0)


async def test_towns_are_listed_by_prefecture_and_found_by_kana(world: World, visit: Visit) -> None:
    towns, found = await towns_found(by=world.sera, prefecture=HIROSHIMA)
    assert found.total == 23 and {town.prefecture for town in towns} == {HIROSHIMA}
    assert [town.code for town in (await towns_found(by=world.sera, words="ふちゅうし"))[0]] == ["132063", "342084"]
    assert (await towns_found(by=world.sera, words="%"))[1].total == 0
    nobody = await visit()
    page = (await nobody.get("/municipalities", params={"words": "だてし"})).text
    assert "北海道" in page and "福島県" in page and "伊達市" in page
    for body in ("hiroshima", "sera"):
        own = (await (await visit(body)).get("/municipalities")).text
        assert "坂町" in own and "伊達市" not in own, "a prefecture and its towns begin with their own"
    answer = (await nobody.get("/api/v1/municipalities", params={"prefecture": "340006"})).json()
    assert answer["total"] == 23


async def test_both_doors(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    typed = {"indicator": DX_STAFF, "value": "1", "as_of_year": "令和8", "as_of_month": "4", "as_of_day": "1",
             "source": "町の人事台帳", "version": "0"}  # fmt: skip
    assert (await sera.post("/municipalities/344621/facts", typed)).status_code == 303
    page = (await sera.get(f"/municipalities/344621?indicator={DX_STAFF}&as_of=2026-04-01")).text
    assert "町の人事台帳" in page and 'name="version" value="1"' in page
    stale = await sera.post("/municipalities/344621/facts", typed | {"value": "9"})
    assert stale.status_code == 409 and "いま登録されている値" in stale.text and 'value="9"' in stale.text
    wrong = await sera.send("/municipalities/344621/facts", {"indicator": "cio", "value": "はい", "as_of": "2026-04-01",
                                                             "source": "x"})  # fmt: skip
    assert wrong.status_code == 422
    assert "数字を記録する" not in (await (await visit("jinseki")).get("/municipalities/344621")).text
