"""What records come to: coverage of every town, planned against worked days, studies, outcomes that end a need."""

from datetime import date
from uuid import uuid4

import pytest

from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.half_days import minutes_words
from matching.assignments.queries import assignment_row
from matching.support.coverage import coverage, unvisited
from matching.support.days import ledger
from matching.support.operations import write_record
from matching.support.plans import support_plan, use_report
from matching.support.reference import visit_rule_on
from matching.support.reviewing import outcome_of, review
from matching.support.rules import VisitRule, mark_of
from matching.support.schemas import Attendance, NewRecord, NewStudy, OutcomeTold
from matching.support.studying import hold_study, note_attendance, studies
from registry.frameworks.operations import found_framework
from registry.frameworks.rules import Model
from registry.frameworks.schemas import NewFramework
from registry.municipalities.queries import towns_of
from registry.needs.queries import need_page, review_of
from registry.needs.rules import Outcome
from tests.browser import Visit
from tests.matching.employment import Story
from tests.matching.support.visits_logged import DAY, served, story, telling, wrote
from tests.registry.people import designer
from tests.reports.homes.test_homes import cost
from tests.world import HIROSHIMA, ONOMICHI, World

__all__ = ["story"]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]


def test_a_rule_holds_from_its_day_and_says_where_it_is_from() -> None:
    rule = visit_rule_on("ehime", DAY)
    assert rule is not None and (rule.times, rule.on_site, bool(rule.source)) == (2, False, True)
    assert visit_rule_on("ehime", date(2020, 1, 1)) is None
    assert visit_rule_on("hiroshima", DAY) is None


def test_a_town_stands_by_the_promise_of_its_framework() -> None:
    twice = VisitRule("ehime", date(2021, 4, 1), None, 2, False, False, "", "x", True)
    assert [mark_of(times=n, before=n > 0, rule=twice) for n in (0, 1, 2)] == ["hollow", "diamond", "dot"]
    assert mark_of(times=0, before=True, rule=None) == "diamond"
    assert [minutes_words(n) for n in (45, 60, 90)] == ["45分", "1時間", "1時間30分"]


async def test_coverage_counts_what_the_rule_counts(story: Story, world: World, visit: Visit) -> None:
    new = NewFramework(prefecture=HIROSHIMA, model=Model.KUMAMOTO, name="架空の体制", started_on=DAY, source="架空",
                       participants=[])  # fmt: skip
    await found_framework(new=new, by=story.pool)
    await wrote(story, escorted=True)
    await wrote(story, town=1)
    await wrote(story, town=2, means="online", escorted=True)
    visits = {"draft": uuid4(), "municipality": ONOMICHI, "escorted": True, "next_on": "2027-02-10"}
    await write_record(new=NewRecord.model_validate(telling() | visits), by=story.pool)
    found = await coverage(by=story.pool)
    marks = {town.municipality: (town.mark, town.visits, town.contacts) for town in found.towns}
    ids = [town.organisation for town in story.towns]
    assert [marks[id] for id in (*ids, ONOMICHI) if id] == [("dot", 1, 1), ("diamond", 1, 1), ("diamond", 0, 1),
                                                            ("dot", 1, 1)]  # fmt: skip
    assert sum(town.mark == "hollow" for town in found.towns) == len(found.towns) - 4 == 19
    assert next(town for town in found.towns if town.municipality == ONOMICHI).next_on == date(2027, 2, 10)
    towns = await towns_of(prefecture=HIROSHIMA, by=story.pool)
    todo = (await unvisited(towns=towns, by=story.pool))[0]
    assert todo.due == date(2027, 3, 31) and "ほか18団体" in todo.title
    hall = await visit("hiroshima")
    csv = (await hall.get("/support/coverage.csv")).content.decode("utf-8-sig")
    assert csv.count("\r\n") == 24 and "尾道市,1,1,1,2027-01-21" in csv


async def test_lists_cost_the_same_with_many_records(story: Story, visit: Visit) -> None:
    hall = await visit("hiroshima")
    paths = ("/support", "/support/coverage", "/support/days", "/support/knowledge", "/studies")
    await wrote(story)
    await wrote(story, by=story.towns[1], town=1, shared="towns")
    before = [await cost(hall, path) for path in paths]
    for _ in range(12):
        await wrote(story, by=story.towns[1], town=1, shared="towns")
    after = [await cost(hall, path) for path in paths]
    assert [one for one, _ in after] == [one for one, _ in before]
    assert all(one <= 8 and size <= 60 * 1024 for one, size in after), after


async def test_the_ledger_shows_planned_beside_worked(story: Story) -> None:
    await wrote(story, minutes=465)
    rows = (await ledger(by=story.pool, month=DAY.replace(day=1))).rows
    assert {(row.municipality_name, row.planned, row.worked, row.confirmed) for row in rows} == {
        ("世羅町", 4, 2, 0), ("神石高原町", 4, 0, 0), ("安芸太田町", 4, 0, 0),
    }  # fmt: skip
    assert all(row.person == "灰谷 凪" for row in rows)
    assert [row.municipality for row in (await ledger(by=story.towns[1])).rows] == [story.towns[1].organisation]


async def test_a_study_counts_who_was_there(story: Story, world: World) -> None:
    other = await designer(by=world.hiroshima, name="架空 もう一人", email="other@example.jp")
    assert story.member.member is not None
    new = NewStudy(held_on=DAY, minutes=60, title="仕様書を読む", attended=[story.member.member])
    study = (await hold_study(new=new, by=story.pool)).id
    with pytest.raises(RuleBroken, match="自分の人材プール"):
        await hold_study(new=new, by=world.ehime)
    with pytest.raises(NotAllowed):
        await hold_study(new=new, by=story.towns[0])
    await note_attendance(id=study, attendance=Attendance(version=1, attended=[other]), by=story.pool)
    with pytest.raises(Conflict):
        await note_attendance(id=study, attendance=Attendance(version=1), by=story.pool)
    assert [row.attended for row in (await studies(by=story.pool))[0]] == [[other]]
    assert not (await studies(by=story.member))[0]


async def test_an_outcome_is_the_towns_own_word_and_reviews_its_need(story: Story) -> None:
    town, work = story.towns[0], await served(story.towns[0])
    guessed = OutcomeTold(story="申請書が減りました。", hours_saved=100)
    await review(assignment=work, told=guessed, by=story.member)
    told = await outcome_of(assignment=work, by=town)
    assert told is not None and told.confirmed_at is None
    own = OutcomeTold(story="申請書が14枚から5枚に。", hours_saved=120, introductions=1, satisfaction=5,
                      outcome=Outcome.SOLVED, version=told.version)  # fmt: skip
    with pytest.raises(Conflict):
        await review(assignment=work, told=own.model_copy(update={"version": None}), by=town)
    await review(assignment=work, told=own, by=town)
    kept = await outcome_of(assignment=work, by=story.pool)
    assert kept is not None and kept.confirmed_at is not None
    need = (await assignment_row(id=work, by=town)).need
    assert (await need_page(id=need, by=town)).state == "reviewed"
    said = await review_of(need=need, by=town)
    assert said is not None and (said.outcome, said.hours_saved) == ("solved", 120)


async def test_the_plan_and_the_report_say_what_was_planned_and_done(story: Story) -> None:
    work = await served(story.towns[0])
    await wrote(story, minutes=465, next_step="案を配る", next_on="2027-02-04")
    await wrote(story, means="telephone", minutes=30)
    plan = await support_plan(assignment=work, by=story.pool)
    assert (plan.months, plan.half_days_in_all) == (3, 12)
    assert plan.next_steps == [(date(2027, 2, 4), "案を配る")]
    report = await use_report(assignment=work, by=story.towns[0])
    assert (report.planned_half_days, report.worked, report.confirmed) == (4, [(date(2027, 1, 1), 2)], 0)
    assert (report.by_means["on_site"], report.by_means["telephone"], report.outcome) == (1, 1, None)


async def test_the_sheet_of_plan_and_report_opens_for_its_parties(story: Story, visit: Visit) -> None:
    work = await served(story.towns[0])
    await wrote(story)
    assert "窓口の申請書を三つに" in (await (await visit("sera")).get(f"/support/reports/{work}")).text
    assert (await (await visit("jinseki")).get(f"/support/reports/{work}")).status_code == 404
