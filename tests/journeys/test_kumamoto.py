"""Kumamoto's way: a company's people visit every town under contract; where their employer deals, they are barred."""

from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from auth.organisations.operations import link_bodies
from auth.viewer import Viewer
from foundation.text.ids import body_id
from registry.companies.operations import list_company
from registry.companies.schemas import Dealing, NewCompany
from registry.frameworks.operations import keep_framework
from registry.frameworks.rules import Model
from registry.frameworks.schemas import FrameworkRecord
from registry.municipalities.queries import towns_of
from tests.browser import Browser
from tests.journeys import employing
from tests.journeys.employing import Term, said
from tests.journeys.reading import Printed, issued
from tests.journeys.walker import Walker
from tests.journeys.years import Years
from tests.matching.employment import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.database]

KUMAMOTO: Final = body_id("430005")
TOWNS: Final = {"玉東町": str(body_id("433641")), "南関町": str(body_id("433675")), "長洲町": str(body_id("433683"))}
"""Three real towns of Kumamoto: two are served, at the third the employer deals."""
PERSON: Final = "髙﨑 碧"
COMPANY: Final = "架空あそデジタル株式会社"
TERM: Final = Term(date(2027, 4, 1), date(2028, 3, 31), 4, "contract")
VISITED: Final = date(2027, 9, 1)
SETTLING: Final = date(2028, 4, 10)


def test_company_staff_visit_every_town_and_a_conflict_bars(years: Years, chromium: Chromium, pictures: Path) -> None:
    company, everywhere = years.done(founded())
    officer = years.done(years.program("kumamoto"))
    towns = {town: years.done(years.program(f"town-{town[:8]}")) for town in TOWNS.values()}
    member = years.done(taken_in(officer, company))
    person = years.done(years.program("takasaki"))
    declare(years.phone(chromium, pictures, "takasaki"))
    needs = [years.done(employing.heard(officer, years.done(employing.asked(town)), TODAY, TERM))
             for town in towns.values()]  # fmt: skip
    proposal = years.done(employing.proposed(officer, member, needs, answer_by=date(2026, 12, 5)))
    years.done(employing.accepted([*towns.values(), person], proposal))
    consent(years.desk(chromium, pictures, "aso"), proposal)
    hall = years.desk(chromium, pictures, "kumamoto")
    barred_town_is_left_out(hall, proposal)
    served = {town: towns[town] for town in list(towns)[:2]}
    agreement = years.done(under_contract(officer, served, proposal))

    years.turn_to(TERM.first_day)
    years.turn_to(VISITED)
    work = years.done(employing.assignments_of(officer, proposal))
    assert set(work) == set(served)
    for town, assignment in work.items():
        years.done(employing.logged(person, served[town], assignment, [VISITED], 465, escorted=True))
    left = TOWNS["長洲町"]
    years.done(visited(officer, [town for town in everywhere if town not in (*served, left)]))
    cover(years.desk(chromium, pictures, "kumamoto"), "長洲町", left)
    years.done(company_wins_a_bid(next(iter(served.values())), next(iter(served)), member))
    years.work()
    decide(years.desk(chromium, pictures, "kumamoto"))
    evidence(years.desk(chromium, pictures, "kumamoto"), member)
    years.done(employing.drawn_up(officer, "conflict_confirmation", proposal, remark="取引のある町は外した。"))

    years.turn_to(SETTLING)
    settlement = years.done(employing.settled(officer, served, agreement, 2027, [3_000_001]))
    years.done(employing.closed(officer, settlement))
    years.work()
    papers_are_right(years.done(issued(officer)), pictures)


async def founded() -> tuple[UUID, list[str]]:
    """The prefecture's framework with all its towns, and the company on its list; the company and all the towns."""
    hall = Viewer.system(KUMAMOTO, kind="prefecture")
    record = FrameworkRecord(model=Model.KUMAMOTO, name="熊本の推進体制", started_on=TODAY, source="架空の発表")
    await keep_framework(code="430005", kept=record, by=hall)
    everywhere = [town.id for town in await towns_of(prefecture=KUMAMOTO, by=hall)]
    for town in everywhere:
        await link_bodies(parent=KUMAMOTO, child=town, kind="framework", start=TODAY, by=hall)
    dealing = Dealing(municipality=UUID(TOWNS["南関町"]), what="端末の保守")
    listed = NewCompany(name=COMPANY, kana="かくうあそでじたる", listed_until=date(2030, 3, 31), service_designer=3,
                        dealings=[dealing])  # fmt: skip
    company = (await list_company(new=listed, by=hall)).id
    await employing.officer(KUMAMOTO, "prefecture", "kumamoto")
    await employing.officer(company, "company", "aso")
    for one in TOWNS.values():
        await employing.officer(UUID(one), "municipality", f"town-{one[:8]}")
    return company, [str(town) for town in everywhere]


async def taken_in(officer: Browser, company: UUID) -> str:
    """The company's person enters the pool, and gets a password."""
    member = await employing.registered(
        officer, PERSON, login="takasaki", days=TODAY, form=TERM.form, employer=str(company), base=TOWNS["玉東町"],
        prefecture=str(KUMAMOTO),
    )  # fmt: skip
    await employing.entering(member, KUMAMOTO, "takasaki")
    return member


def declare(phone: Walker) -> None:
    """The person declares on a telephone that the employer bids at a town."""
    phone.open("/conflicts")
    phone.choose("municipality", TOWNS["長洲町"])
    phone.choose("kind", "employer_contract")
    phone.write("statement", "勤め先が、この町の基幹システムの入札に出ています。")
    phone.write_day("first_day", "2026-04-01")
    phone.tick("bars", "1")
    phone.picture("57-conflict-declared-320")
    phone.press("申告する")
    expect(phone.page.get_by_text("できません").first).to_be_visible()


def consent(company: Walker, proposal: str) -> None:
    """The employer agrees that its person is lent."""
    company.open(f"/proposals/{proposal}")
    party = company.page.locator("input[name=party]").first.input_value()
    company.choose(f"answer_{party}", "accepted")
    company.press("返事を送る")


def barred_town_is_left_out(hall: Walker, proposal: str) -> None:
    """The check bars one town and names the dealing at another; without the barred one, all is confirmed."""
    hall.open(f"/proposals/{proposal}").press("利益相反を調べる")
    expect(hall.page.get_by_text("配置できません").first).to_be_visible()
    expect(hall.page.get_by_text("企業の一覧による").first).to_be_visible()
    expect(hall.page.get_by_text("利益相反のある町を外すと、確定できます。")).to_be_visible()
    hall.picture("57-conflict-bars-1280")
    hall.press("長洲町を外して続ける")
    hall.press("確定する")
    expect(hall.page.get_by_text("提案を確定しました。")).to_be_visible()


async def under_contract(officer: Browser, served: dict[str, Browser], proposal: str) -> str:
    """The prefecture contracts; all agree how the cost is shared, and sign."""
    await employing.appointed({str(KUMAMOTO): officer}, officer, proposal)
    agreement = await employing.agreement_of(officer, proposal)
    await employing.divided(officer, agreement, {"equal": 100, "population": 0, "use": 0}, 3_000_000)
    await employing.agreed([officer, *served.values()], agreement)
    await employing.signed(officer, agreement, TODAY)
    return agreement


async def visited(officer: Browser, towns: list[str]) -> None:
    """The company's people and the prefecture's staff come to each town together."""
    for town in towns:
        new = {"draft": str(uuid4()), "municipality": town, "done_on": VISITED.isoformat(), "minutes": 120,
               "means": "on_site", "escorted": True, "done": "企業の担当者と町の困りごとを聞いた。"}  # fmt: skip
        await said(officer, "/support", new)


def cover(hall: Walker, name: str, town: str) -> None:
    """One town is missing on the map; after the visit to it all 45 were seen."""
    hall.open("/support/coverage")
    expect(hall.page.get_by_role("link", name="まだ足りない 1")).to_be_visible()
    hall.open("/support/new")
    hall.choose("municipality", town)
    hall.choose("usual_minutes", "120")
    hall.choose("means", "on_site")
    hall.write("done", "企業の担当者と町の困りごとを聞いた。")
    hall.unfold("くわしく書く")
    hall.tick("escorted", "1")
    hall.press("記録を送る")
    hall.open("/support/coverage?towns=all")
    expect(hall.page.get_by_role("row").filter(has_text="約束どおり")).to_have_count(45)
    expect(hall.page.get_by_role("row").filter(has_text=name)).to_have_count(1)
    hall.picture("57-coverage-1280")


async def company_wins_a_bid(town: Browser, served: str, member: str) -> None:
    """The person writes a specification; the employer's bid rests on it."""
    day = VISITED.isoformat()
    written = {"municipality": served, "kind": "specification", "title": "窓口支援システムの仕様書", "first_day": day,
               "author": member}  # fmt: skip
    specification = (await said(town, "/contracts", written))["id"]
    bid = {"municipality": served, "kind": "bid", "title": "窓口支援システムの調達", "first_day": day,
           "counterparty": COMPANY, "specification": specification}  # fmt: skip
    await said(town, "/contracts", bid)


def decide(hall: Walker) -> None:
    """What was found when the bid was entered; the bar stays."""
    hall.open("/contracts").press("窓口支援システムの調達")
    hall.choose("verb", "keep")
    hall.write("reason", "仕様書を書いた人の勤め先のため、入札に参加させない。")
    hall.picture("57-bid-conflict-1280")
    hall.press("判断を記録する")


def evidence(hall: Walker, member: str) -> None:
    """Drawn up as one paper for the audit."""
    hall.open(f"/documents/drafts/new?kind=conflict_evidence&about={member}")
    hall.press("案をつくる")
    hall.press("決裁して発行する")


def papers_are_right(papers: list[Printed], pictures: Path) -> None:
    """協定書, the pack of evidence, the confirmation, a 負担金精算書 for each town served."""
    kinds = [paper.kind for paper in papers]
    assert sorted(kinds) == [
        "agreement", "conflict_confirmation", "conflict_evidence", "settlement_invoice", "settlement_invoice",
    ]  # fmt: skip
    pack = papers[kinds.index("conflict_evidence")]
    for words in ("髙﨑碧", "基幹システムの入札", "配置できません", "窓口支援システムの調達", "配置できないままとし"):
        assert words in pack.words, words
    pack.picture(pictures, "57-conflict-evidence")
