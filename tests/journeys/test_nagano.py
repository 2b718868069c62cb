"""Nagano's way: a union employs one person, its towns share the cost by a mix of the rules, the year is closed."""

from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from auth.viewer import Viewer
from foundation.text.ids import body_id
from registry.frameworks.operations import add_union, keep_framework
from registry.frameworks.rules import Model, OwnerKind
from registry.frameworks.schemas import FrameworkRecord, NewUnion
from tests.browser import Browser
from tests.journeys import employing
from tests.journeys.employing import Term, said
from tests.journeys.reading import Printed, issued
from tests.journeys.walker import Walker
from tests.journeys.years import Years
from tests.matching.employment import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.database]

NAGANO: Final = body_id("200000")
TOWNS: Final = {str(body_id("203033")): 4_300, str(body_id("203041")): 4_100, str(body_id("203050")): 3_100}
"""Three real towns of Nagano, with invented populations."""
UNION: Final = "架空信州広域連合"
PERSON: Final = "𠮷川󠄀 髙子"
TERM: Final = Term(date(2027, 4, 1), date(2028, 3, 31), 4, "fixed_term")
MIX: Final = {"equal": 20, "population": 30, "use": 50}
MINUTES: Final = dict(zip(TOWNS, (930, 465, 465), strict=True))
COSTS: Final = (4_000_000, 1_234_567)
SETTLING: Final = date(2028, 4, 10)


def test_a_union_employs_and_its_towns_share(years: Years, chromium: Chromium, pictures: Path) -> None:
    union = years.done(founded())
    hall = years.desk(chromium, pictures, "shinshu")
    admit(hall)
    officer = years.done(years.program("shinshu"))
    towns = {town: years.done(years.program(f"town-{town[:8]}")) for town in TOWNS}
    member = years.done(taken_in(officer, union))
    person = years.done(years.program("yoshikawa"))
    needs = [years.done(employing.asked(town)) for town in towns.values()]
    hear(hall, needs[0])
    for need in needs[1:]:
        years.done(employing.heard(officer, need, TODAY, TERM))
    proposal = propose(hall, member, needs)
    years.done(employing.accepted([*towns.values(), person], proposal))
    confirm(hall, proposal)
    agreement = years.done(employing.agreement_of(officer, proposal))
    divide(hall, agreement)
    years.done(employing.agreed([officer, *towns.values()], agreement))
    years.done(employing.signed(officer, agreement, TODAY))

    years.turn_to(TERM.first_day)
    work = years.done(employing.assignments_of(officer, proposal))
    years.turn_to(date(2028, 2, 1))
    for town, assignment in work.items():
        days = [date(2027, month, 15) for month in (4, 8, 12)]
        years.done(employing.logged(person, towns[town], assignment, days, MINUTES[town]))
    years.turn_to(SETTLING)
    settlement = years.done(employing.settled(officer, towns, agreement, 2027, COSTS))
    close(years.desk(chromium, pictures, "shinshu"), settlement)
    shares_follow_the_mix(years.done(said(officer, settlement)))
    years.done(employing.drawn_up(officer, "cost_statement", agreement))
    years.work()
    papers_are_right(years.done(issued(officer)), pictures)


async def founded() -> UUID:
    """The prefecture registers the union and names it as keeper of the pool; everybody gets somebody who answers."""
    hall = Viewer.system(NAGANO, kind="prefecture")
    union = (await add_union(code="200000", new=NewUnion(name=UNION), by=hall)).id
    record = FrameworkRecord(model=Model.NAGANO, name="信州の推進体制", started_on=TODAY, owner_kind=OwnerKind.UNION,
                             pool_owner=union, source="架空の発表")  # fmt: skip
    await keep_framework(code="200000", kept=record, by=hall)
    await employing.officer(union, "union", "shinshu")
    for town in TOWNS:
        await employing.officer(UUID(town), "municipality", f"town-{town[:8]}")
    await employing.counted({UUID(town): people for town, people in TOWNS.items()}, date(2027, 1, 1))
    return union


async def taken_in(officer: Browser, union: UUID) -> str:
    """The person enters the union's pool, and gets a password."""
    base = next(iter(TOWNS))
    member = await employing.registered(
        officer, PERSON, login="yoshikawa", days=TODAY, form=TERM.form, base=base, prefecture=str(NAGANO)
    )
    await employing.entering(member, union, "yoshikawa")
    return member


def admit(hall: Walker) -> None:
    """The union itself takes the towns in."""
    hall.open("/frameworks/200000")
    for town in TOWNS:
        hall.tick("participants", town)
    hall.write_day("since", TODAY.isoformat())
    hall.press("決める")
    expect(hall.page.get_by_text("3 / 77団体")).to_be_visible()
    hall.picture("58-union-takes-part-1280")


def hear(hall: Walker, need: str) -> None:
    """What the prefecture does elsewhere, the union does here: hearing, way, requirement."""
    expect(hall.open("/").page.get_by_text("窓口の手続を減らしたい").first).to_be_visible()
    hall.open(f"/needs/{need}")
    hall.unfold("聞き取りを記録する")
    hall.write_day("heard_on", TODAY.isoformat())
    hall.choose("means", "online")
    hall.write("findings", "窓口は3つ。様式は9種類。")
    hall.press("聞き取りを記録する")
    hall.choose("triage", "hands_on")
    hall.press("進め方を決める")
    hall.choose("role", "service_designer")
    hall.write("half_days", "2")
    hall.write("on_site_half_days", "1")
    hall.write_day("first_day", TERM.first_day.isoformat())
    hall.write_day("last_day", TERM.last_day.isoformat())
    hall.choose("form", TERM.form)
    hall.press("人さがしを始める")


def propose(hall: Walker, member: str, needs: list[str]) -> str:
    """From the union's own workbench."""
    hall.open(f"/allocation?need={needs[0]}&member={member}")
    for need in needs:
        hall.tick("needs", need)
    hall.press("選んだ要望で提案をつくる")
    hall.write_day("answer_by", "2026-12-05")
    hall.press("相手に送る")
    return hall.id_in_address()


def confirm(hall: Walker, proposal: str) -> None:
    """Checked, confirmed, appointed by the union."""
    hall.open(f"/proposals/{proposal}")
    hall.press("利益相反を調べる")
    hall.press("確定する")
    hall.press(f"{UNION}の任用")
    hall.press("この任用を決裁する")
    hall.picture("58-union-appoints-1280")


def divide(hall: Walker, agreement: str) -> None:
    """The cost by a mix of the three rules."""
    hall.open(f"/agreements/{agreement}")
    for rule, percent in MIX.items():
        hall.write(rule, str(percent))
    hall.write("yearly_yen", "5000000")
    hall.press("この決め方にする")
    expect(hall.page.get_by_text("均等割20％・人口割30％・日数割50％").first).to_be_visible()


def close(hall: Walker, settlement: str) -> None:
    """A person closes the year."""
    hall.open(settlement).press("この年度を締める")
    expect(hall.page.get_by_text("いま、ここでする手続はありません").first).to_be_visible()
    hall.picture("58-union-year-closed-1280")


def shares_follow_the_mix(page: dict[str, Any]) -> None:
    """Each town's share is what the three rules give, to the yen, and no yen is lost."""
    total, people = sum(COSTS), sum(TOWNS.values())
    assert page["settlement"]["state"] == "closed" and sum(row["share_yen"] for row in page["shares"]) == total
    days = {row["organisation"]: row["half_days"] for row in page["shares"]}
    assert sorted(days.values()) == [6, 6, 12]
    for row in page["shares"]:
        town = row["organisation"]
        exact = total * (0.2 / 3 + 0.3 * TOWNS[town] / people + 0.5 * days[town] / 24)
        assert abs(row["share_yen"] - exact) < 1


def papers_are_right(papers: list[Printed], pictures: Path) -> None:
    """辞令 by the union's head with the rare letters of the name, 協定書, 負担金計算書, one 負担金精算書 a town."""
    kinds = [paper.kind for paper in papers]
    assert sorted(kinds) == ["agreement", "cost_statement", "jirei", *["settlement_invoice"] * 3]
    jirei = papers[kinds.index("jirei")]
    assert "𠮷川" in jirei.words and "髙子" in jirei.words and f"{UNION}長" in jirei.words
    jirei.picture(pictures, "58-union-jirei")
    papers[kinds.index("cost_statement")].picture(pictures, "58-union-cost-statement")
