"""Survey tables over recorded facts, the towns behind each figure, and answering from prepared figures."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from auth.viewer import Viewer
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.municipalities.loading import MINISTRY
from registry.municipalities.operations import Fact, import_survey, record_facts
from registry.municipalities.rules import DX_STAFF, POPULATION
from reports.survey.operations import answer_survey
from reports.survey.preparing import sheet_of
from reports.survey.queries import survey_table, town_by_town, towns_answering, towns_placed
from reports.survey.rules import Apart
from reports.survey.schemas import Answers, SurveyTable
from tests.browser import Visit
from tests.matching.employment import TODAY, confirmed, on
from tests.world import AKIOTA, JINSEKI, MATSUYAMA, ONOMICHI, SERA, World

pytestmark = pytest.mark.database

MIC = "dx-dashboard-2023"
OURS = "dx-records-2026"
NATION = Viewer.system(MINISTRY)
ORGANISATIONAL = ("cio", "cio_aide", "overall_policy", "whole_office", "external_talent", "staff_training",
                  "training_for_all")  # fmt: skip
STAFF = {SERA: "0.5", JINSEKI: "0.9", AKIOTA: "1.0", ONOMICHI: "1.5"}
RESIDENTS = {SERA: 10_000, JINSEKI: 10_001, ONOMICHI: 50_001, MATSUYAMA: 500_000}


async def recorded(prefecture: str = "") -> SurveyTable:
    """Four towns with staff, one without residents, one that was not asked; everything else is unknown."""
    staff: list[Fact] = [(town, DX_STAFF, Decimal(number), None) for town, number in STAFF.items()]
    staff += [(MATSUYAMA, DX_STAFF, None, "not_surveyed"), (SERA, "cio", None, "yes"), (JINSEKI, "cio", None, "no")]
    staff += [(AKIOTA, "cio", None, "no_answer"), (MATSUYAMA, "cio", None, "not_surveyed")]
    residents: list[Fact] = [(town, POPULATION, Decimal(number), None) for town, number in RESIDENTS.items()]
    await record_facts(facts=staff, as_of=date(2023, 4, 1), source="架空", verb="import_survey", by=NATION)
    await record_facts(facts=residents, as_of=date(2023, 1, 1), source="架空", verb="import_population", by=NATION)
    return await survey_table(definition=MIC, prefecture=prefecture, by=Viewer.public())


async def test_the_definition_places_each_town(world: World) -> None:
    table = await recorded()
    tab = table.cross_tab
    assert (tab.at("1万人以下", "0人"), tab.at("1万人超5万人以下", "0人"), tab.at("5万人超10万人以下", "1人")) == (
        1,
        1,
        1,
    )
    assert tab.at() == 3 and tab.apart == {Apart.NOT_SURVEYED: 1, Apart.NO_STAFF: 1736, Apart.NO_POPULATION: 1}
    assert (table.municipalities, table.denominator, table.not_surveyed) == (1741, 1740, 1)
    cio = table.totals[0]
    assert (cio.yes, cio.no, cio.no_answer, cio.not_surveyed, cio.missing) == (1, 1, 1, 1, 1737)
    assert (cio.surveyed, cio.share) == (3, 33.3)


async def test_the_rows_opened_add_up_to_each_figure(world: World) -> None:
    table = await recorded()
    public = Viewer.public()
    for cell in table.cross_tab.cells:
        found = await towns_placed(definition=MIC, population=cell.population, staff=cell.staff, by=public)
        assert len(found) == cell.towns
    for reason, number in table.cross_tab.apart.items():
        assert len(await towns_placed(definition=MIC, apart=reason, by=public)) == number
    total = table.totals[0]
    for answer in ("yes", "no", "no_answer", "not_surveyed", "missing"):
        found = await towns_answering(definition=MIC, indicator="cio", answer=answer, by=public)
        assert len(found) == getattr(total, answer)


async def test_the_hash_follows_the_facts_and_nothing_else(world: World) -> None:
    first = await recorded()
    assert (await survey_table(definition=MIC, by=world.sera)).hash == first.hash
    await record_facts(facts=[(SERA, "cio", None, "no")], as_of=date(2023, 4, 1), source="架空", verb="import_survey",
                       by=NATION)  # fmt: skip
    assert (await survey_table(definition=MIC, by=Viewer.public())).hash != first.hash


async def test_a_prefectures_table_counts_its_own_towns(world: World) -> None:
    table = await recorded(prefecture="340006")
    assert (table.municipalities, table.not_surveyed, table.cross_tab.at()) == (23, 0, 3)
    with pytest.raises(NotFound):
        await survey_table(definition=MIC, prefecture="999999", by=Viewer.public())


async def test_the_export_stands_in_the_surveys_columns(world: World, visit: Visit) -> None:
    await recorded()
    heading, rows = await town_by_town(definition=MIC, prefecture="340006", by=Viewer.public())
    sera = dict(zip(heading, next(row for row in rows if row[0] == "344621"), strict=True))
    assert heading[:5] == ["団体コード", "都道府県", "市区町村", "CIOの任命", "CIO補佐官等の任命"]
    assert (sera["CIOの任命"], sera["DXを担当する職員（常勤換算）"]) == ("実施", "0.5")
    csv = (await (await visit()).get(f"/survey/{MIC}/export")).content
    assert csv.startswith("\ufeff団体コード".encode()) and csv.count(b"\r\n") == 1742


async def test_the_real_survey_gives_the_published_totals(world: World, real_file: Callable[[str], bytes]) -> None:
    content = real_file("dx_dashboard_municipalities_20240712.csv")
    await import_survey(content=content, filename="survey.csv", as_of=date(2023, 4, 1), by=NATION)
    table = await survey_table(definition=MIC, by=Viewer.public())
    totals = {total.indicator: total for total in table.totals}
    yes = [totals[code].yes for code in ORGANISATIONAL]
    assert yes == [1270, 846, 862, 1133, 522, 1437, 1203]
    assert {(totals[code].surveyed, totals[code].not_surveyed) for code in ORGANISATIONAL} == {(1733, 8)}
    assert (table.denominator, totals["cio"].share, totals["ai"].surveyed) == (1733, 73.3, 1741)


async def test_an_answer_is_prepared_from_what_runs_in_the_town(world: World) -> None:
    with on(TODAY):
        await confirmed(world)
    sheet = await sheet_of(definition="dx-records-2027", code="344621", by=world.hiroshima)
    prepared = {one.indicator: one for one in sheet.answers}
    assert prepared["external_talent"].value == "実施" and prepared["cio"].value == ""
    assert prepared["external_talent"].proofs[0].href == f"/assignments?municipality={SERA}"
    await answer_survey(definition="dx-records-2027", code="344621", answers=Answers(external_talent="実施"),
                        by=world.hiroshima)  # fmt: skip
    sheet = await sheet_of(definition="dx-records-2027", code="344621", by=world.hiroshima)
    assert "根拠：配属" in next(one.standing_source for one in sheet.answers if one.standing)
    earlier = await sheet_of(definition=OURS, code="344621", by=world.hiroshima)
    assert {one.value for one in earlier.answers} == {""}


async def test_a_prefecture_answers_for_its_town_and_a_stale_answer_is_refused(world: World) -> None:
    answers = Answers(cio="実施", dx_staff="１．５", external_talent="未実施")
    await answer_survey(definition=OURS, code="344621", answers=answers, by=world.hiroshima)
    sheet = await sheet_of(definition=OURS, code="344621", by=world.sera)
    assert {one.indicator: one.standing for one in sheet.answers if one.standing} == {
        "cio": "実施", "dx_staff": "1.5", "external_talent": "未実施",
    }  # fmt: skip
    with pytest.raises(Conflict):
        await answer_survey(definition=OURS, code="344621", answers=Answers(cio="未実施"), by=world.sera)
    with pytest.raises(RuleBroken):
        again = Answers(cio="実施", version=sheet.version)
        await answer_survey(definition=OURS, code="344621", answers=again, by=world.sera)
    table = await survey_table(definition=OURS, by=Viewer.public())
    assert (table.totals[0].yes, table.totals[0].missing) == (1, 1740)
    assert (await survey_table(definition=MIC, by=Viewer.public())).totals[0].yes == 0


async def test_nobody_answers_for_anothers_town_and_no_published_survey(world: World) -> None:
    for outsider in (world.ehime, world.jinseki, world.ministry, world.hiroshima_reader):
        with pytest.raises(NotAllowed):
            await answer_survey(definition=OURS, code="344621", answers=Answers(cio="実施"), by=outsider)
    with pytest.raises(NotFound):
        await sheet_of(definition=MIC, code="344621", by=world.sera)


async def test_both_doors_answer_and_nothing_typed_is_lost(world: World, visit: Visit) -> None:
    sera = await visit("sera")
    path = f"/survey/{OURS}/answers/344621"
    refused = await sera.post(path, {"cio": "実施", "dx_staff": "たぶん3"})
    assert refused.status_code == 422 and "たぶん3" in refused.text
    assert (await sera.post(path, {"cio": "実施", "dx_staff": "2"})).status_code == 303
    assert "いま登録されている答え" in (await sera.get(path)).text
    body = (await sera.get(f"/api/v1{path}")).json()
    assert [one["standing"] for one in body["answers"] if one["indicator"] == "cio"] == ["実施"]
    stale = await sera.send(path, {"cio": "未実施"})
    assert stale.status_code == 409
    assert (await sera.send(path, {"cio": "未実施", "version": 2})).status_code == 201


async def test_everybody_reads_the_tables(world: World, visit: Visit) -> None:
    nobody = await visit()
    for path in ("/survey", f"/survey/{MIC}", f"/survey/{OURS}?prefecture=340006",
                 f"/survey/{MIC}/towns?indicator=cio&answer=missing"):  # fmt: skip
        assert (await nobody.get(path)).status_code == 200, path
    assert (await nobody.get("/survey/no-such-survey")).status_code == 404
    assert (await nobody.get(f"/api/v1/survey/{MIC}")).json()["municipalities"] == 1741
