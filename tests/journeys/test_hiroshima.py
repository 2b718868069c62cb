"""Hiroshima's way: hired together, trained before posting, one person in two cities, elsewhere after a year."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from auth.organisations.operations import link_bodies, register_body
from auth.viewer import Viewer
from foundation.text.ids import body_id
from tests.browser import Browser
from tests.journeys import employing
from tests.journeys.employing import Term, said
from tests.journeys.reading import Printed, issued
from tests.journeys.walker import Walker
from tests.journeys.years import Years
from tests.matching.employment import TODAY
from tests.training.conftest import study
from tests.world import HIROSHIMA, JINSEKI, ONOMICHI, SERA
from training.enrolments import marking, operations
from training.enrolments.queries import enrolments
from training.enrolments.schemas import Attendance, Results
from training.sessions.operations import hold_session
from training.sessions.schemas import NewSession

pytestmark = [pytest.mark.browser, pytest.mark.database]

FUKUYAMA: Final = body_id("342076")
CITIES: Final = {str(ONOMICHI): "onomichi", str(FUKUYAMA): "fukuyama"}
PERSON: Final = "勅使河原󠄀 𠮷右衛門之助"
FIRST_YEAR: Final = Term(date(2027, 4, 1), date(2028, 3, 31), 16, "joint_hire")
SECOND_YEAR: Final = Term(date(2028, 4, 1), date(2029, 3, 31), 16, "joint_hire")
LECTURE: Final = date(2027, 4, 5)
WINTER: Final = date(2028, 2, 1)


def test_hired_together_trained_posted_and_rotated(years: Years, chromium: Chromium, pictures: Path) -> None:
    person_seen, school = years.done(founded(years))
    officer = years.done(years.program("hiroshima"))
    cities = {city: years.done(years.program(login)) for city, login in CITIES.items()}
    member, needs = str(person_seen.member), []
    for city in cities.values():
        needs.append(years.done(employing.heard(officer, years.done(employing.asked(city)), TODAY, FIRST_YEAR)))
    hall = years.desk(chromium, pictures, "hiroshima")
    rotation = plan(hall, member)
    proposal = take_up(hall, rotation, "尾道市", needs)
    years.done(employing.sent(officer, proposal, answer_by=date(2026, 12, 5)))
    answer(years.phone(chromium, pictures, "onomichi"), proposal, "onomichi")
    answer(years.phone(chromium, pictures, "teshigawara"), proposal, "teshigawara")
    years.done(employing.accepted([cities[str(FUKUYAMA)]], proposal))
    confirm_in_spite_of_the_gate(hall, proposal)
    agreement = years.done(hired(officer, cities, proposal))

    years.turn_to(FIRST_YEAR.first_day)
    work = years.done(employing.assignments_of(officer, proposal))
    refused_at_the_gate(years.desk(chromium, pictures, "hiroshima"), work[str(ONOMICHI)])
    years.today = LECTURE
    years.done(completed(person_seen, school))
    years.turn_to(LECTURE + timedelta(days=1))
    two_cities(years.desk(chromium, pictures, "hiroshima"), member)

    years.turn_to(WINTER)
    person = years.done(years.program("teshigawara"))
    days = [date(2027, month, day) for month in range(5, 11) for day in (6, 13, 20, 27, 28)]
    years.done(employing.logged(person, cities[str(ONOMICHI)], work[str(ONOMICHI)], days, 465))
    years.done(employing.logged(person, cities[str(FUKUYAMA)], work[str(FUKUYAMA)], days[:1], 465))
    years.done(papers_drawn(officer, cities, proposal, work, agreement))
    towns = [years.done(years.program(login)) for login in ("sera", "jinseki")]
    wanted = [years.done(employing.heard(officer, years.done(employing.asked(town)), WINTER, SECOND_YEAR))
              for town in towns]  # fmt: skip
    years.turn_to(date(2028, 3, 10))
    after = take_up(years.desk(chromium, pictures, "hiroshima"), rotation, "世羅町", wanted)
    years.done(next_year(officer, [*towns, person], after))
    handover = years.done(handed_over(officer, work[str(ONOMICHI)]))

    years.turn_to(SECOND_YEAR.first_day)
    hand_over(years.desk(chromium, pictures, "hiroshima"), work[str(ONOMICHI)])
    assert years.done(states(officer)) == {"handed_over", "ended", "running"}
    settlement = years.done(employing.settled(officer, cities, agreement, 2027, [7_654_321]))
    years.done(employing.closed(officer, settlement))
    years.done(employing.drawn_up(officer, "handover", work[str(ONOMICHI)], remark="夜間の予約はまだ紙です。"))
    years.work()
    papers_are_right(years.done(issued(officer)), pictures)
    assert handover


async def founded(years: Years) -> tuple[Viewer, Viewer]:
    """Fukuyama joins, a school teaches, the pool asks one course before posting; the person and the school."""
    hall = years.world.hiroshima
    await link_bodies(parent=HIROSHIMA, child=FUKUYAMA, kind="framework", start=TODAY, by=Viewer.system(HIROSHIMA))
    await employing.officer(FUKUYAMA, "municipality", "fukuyama")
    school = (await register_body(kind="school", name="架空研修所", kana="カクウケンシュウジョ", by=hall)).id
    await employing.officer(school, "school", "school")
    officer = await years.program("hiroshima")
    await said(officer, "/training/posting-courses", {"course": "assembly", "source": "県の要綱"})
    member = await employing.registered(
        officer, PERSON, login="teshigawara", days=TODAY, form="joint_hire", base=str(ONOMICHI),
        prefecture=str(HIROSHIMA),
    )  # fmt: skip
    return await employing.entering(member, HIROSHIMA, "teshigawara"), Viewer.system(school, kind="school")


def answer(phone: Walker, proposal: str, login: str) -> None:
    """Whatever is asked is accepted, on a telephone."""
    phone.open(f"/proposals/{proposal}")
    for party in phone.page.locator("input[name=party]").evaluate_all("all => all.map(one => one.value)"):
        phone.choose(f"answer_{party}", "accepted")
    phone.picture(f"55-{login}-answers-320")
    phone.press("返事を送る")


def confirm_in_spite_of_the_gate(hall: Walker, proposal: str) -> None:
    """The page warns that a course is lacking; the hiring is decided, and so the course is asked."""
    hall.open(f"/proposals/{proposal}").press("利益相反を調べる")
    expect(hall.page.get_by_text("確定はできますが、修了するまで支援は始まりません。")).to_be_visible()
    hall.picture("55-gate-warns-1280")
    hall.press("確定する")
    hall.press("広島県の任用")
    hall.press("この任用を決裁する")


async def hired(officer: Browser, cities: dict[str, Browser], proposal: str) -> str:
    """The agreement between the prefecture and the two cities: by population and by use."""
    agreement = await employing.agreement_of(officer, proposal)
    await employing.divided(officer, agreement, {"equal": 50, "population": 0, "use": 50}, 8_000_000)
    await employing.agreed([officer, *cities.values()], agreement)
    await employing.signed(officer, agreement, TODAY)
    return agreement


def plan(hall: Walker, member: str) -> str:
    """Two years: this year's cities, next year's towns."""
    hall.open("/rotations")
    hall.write("title", "令和9年度からの2年")
    hall.tick("people", member)
    for town in (ONOMICHI, FUKUYAMA, SERA, JINSEKI):
        hall.tick("towns", str(town))
    hall.write_day("first_day", FIRST_YEAR.first_day.isoformat())
    hall.write("half_days", "8")
    hall.press("予定を並べる")
    hall.picture("55-rotation-plan-1280")
    return hall.id_in_address()


def refused_at_the_gate(hall: Walker, assignment: str) -> None:
    """The first day has come; without the course the work does not begin."""
    hall.open(f"/assignments/{assignment}")
    hall.press_in_vain("支援を始める")
    expect(hall.page.get_by_text("議会対応").first).to_be_visible()
    hall.picture("55-gate-refuses-1280")


async def completed(person: Viewer, school: Viewer) -> None:
    """The person takes a place, comes, studies and passes."""
    new = NewSession(course="assembly", held_on=LECTURE, begins_at=time(13), place="県庁 2階", places=5)
    session = (await hold_session(new=new, by=school)).id
    [enrolment] = [row.id for row in await enrolments(by=person)]
    await operations.take_place(id=enrolment, session=session, by=person)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[enrolment]), by=school)
    await study(enrolment, by=person)
    await marking.note_results(session=session, results=Results(completed=[enrolment]), by=school)


def two_cities(hall: Walker, member: str) -> None:
    """The gate is open: both begin, and the calendar shows one person in two cities."""
    hall.open("/assignments?state=running")
    expect(hall.page.get_by_role("row").filter(has_text="支援中")).to_have_count(2)
    hall.open(f"/assignments/calendar?member={member}")
    hall.picture("55-two-cities-1280")


async def papers_drawn(
    officer: Browser, cities: dict[str, Browser], proposal: str, work: dict[str, str], agreement: str
) -> None:
    """Every paper that somebody draws up in the course of a year."""
    onomichi, own = cities[str(ONOMICHI)], work[str(ONOMICHI)]
    await employing.drawn_up(onomichi, "dispatch_request", own, conditions="宿舎は市が用意する。")
    await employing.drawn_up(onomichi, "use_report", own, remark="窓口の様式が九つから四つに減った。")
    posts = (await said(officer, "/appointments"))["appointments"]
    post = next(row["id"] for row in posts if row["proposal"] == proposal)
    words = {"pay": "月額420,000円、毎月21日払い", "hours": "8時30分から17時15分まで、休憩60分",
             "leave": "土曜日、日曜日、祝日。年次休暇は規則による", "travel": "市の旅費条例による"}  # fmt: skip
    await employing.drawn_up(officer, "working_conditions", post, **words)
    await employing.drawn_up(officer, "posting_notice", own, place="尾道市役所 情報システム課", contact="内線1234")
    await employing.drawn_up(officer, "support_plan", own, goal="窓口の手続を半分にする。")
    await employing.drawn_up(officer, "cost_statement", agreement)
    await employing.drawn_up(officer, "conflict_confirmation", proposal, remark="取引がない。")


def take_up(hall: Walker, rotation: str, town: str, needs: list[str]) -> str:
    """A year's turns become one proposal once their towns have asked."""
    hall.open(f"/rotations/{rotation}")
    turn = hall.page.locator("li", has=hall.page.locator("b", has_text=town))
    summary = turn.locator("summary", has_text="提案をつくる")
    hall.tab_to(summary)
    hall.page.keyboard.press("Enter")
    hall.choose("need", needs[0])
    hall.tick("also", needs[1])
    hall.picture("55-rotation-into-a-proposal-1280")
    hall.press("提案の下書きをつくる")
    return hall.id_in_address()


async def next_year(officer: Browser, asked: list[Browser], proposal: str) -> None:
    """The same handshake for the next town."""
    await employing.sent(officer, proposal, answer_by=date(2028, 3, 20))
    await employing.accepted(asked, proposal)
    await employing.confirmed(officer, proposal)
    await employing.appointed({str(HIROSHIMA): officer}, officer, proposal)


async def handed_over(officer: Browser, assignment: str) -> str:
    """The list is begun and worked off."""
    path = f"/assignments/{assignment}/handover"
    handover: str = (await said(officer, path, {}))["id"]
    for item in (await said(officer, path))["handover"]["items"]:
        done = {"version": 1, "done": True, "note": "共有フォルダの「窓口」にある。"}
        await said(officer, f"/handovers/{handover}/items/{item['id']}", done)
    return handover


def hand_over(hall: Walker, assignment: str) -> None:
    """The last day is over: the handover is closed with a word to whoever comes after."""
    hall.open(f"/assignments/{assignment}").press("引き継ぎを見る")
    hall.write("message", "夜間の予約の件を先に見てください。")
    hall.picture("55-handover-1280")
    hall.press("引き継ぎを終える")


async def states(officer: Browser) -> set[str]:
    """Where the assignments stand."""
    return {row["state"] for row in (await said(officer, "/assignments"))["assignments"]}


def papers_are_right(papers: list[Printed], pictures: Path) -> None:
    """Each paper of the year, with the rare letters of the long name; the report runs over several pages."""
    by_kind = {paper.kind: paper for paper in papers}
    assert set(by_kind) == {
        "jirei", "agreement", "dispatch_request", "use_report", "working_conditions", "posting_notice", "support_plan",
        "cost_statement", "conflict_confirmation", "handover", "settlement_invoice",
    }  # fmt: skip
    for kind in ("jirei", "dispatch_request", "use_report", "working_conditions", "posting_notice", "handover"):
        assert "𠮷右衛門之助" in by_kind[kind].words, kind
    report = by_kind["use_report"]
    assert report.pages >= 2 and f"{report.pages}/{report.pages}" in report.words
    report.picture(pictures, "55-use-report-last-page", page=report.pages)
    by_kind["handover"].picture(pictures, "55-handover-paper")
