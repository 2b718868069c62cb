"""Plans over years: laid out in turns, what stands against each, and a person who makes a proposal of one."""

from datetime import date
from uuid import UUID

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.assignments.queries import assignments
from matching.proposals.queries import proposal_page
from matching.rotations.operations import add_turn, drop_turn, plan_rotation, take_up_turn
from matching.rotations.queries import rotation_page, rotations
from matching.rotations.rules import Left, Turn, clashes, lay_out
from matching.rotations.schemas import Dropping, NewRotation, NewTurn, TakingUp
from tests.browser import Visit
from tests.matching.employment import LAST, TODAY, matchable_need, on, running
from tests.registry.people import designer, offering
from tests.world import AKIOTA, JINSEKI, MATSUYAMA, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

ONE, TWO = UUID(int=1), UUID(int=2)
TOWNS = [UUID(int=number) for number in (11, 12, 13, 14)]
APRIL, MARCH = date(2027, 4, 1), date(2028, 3, 31)
WHY = "町の都合がつかないため"


def turn(member: UUID = ONE, town: UUID = TOWNS[0], first: date = APRIL, last: date = MARCH, days: int = 4) -> Turn:
    return Turn(member, town, first, last, days)


def test_people_move_on_to_the_next_towns_each_year() -> None:
    turns = lay_out([ONE, TWO], TOWNS, at_once=2, first_day=APRIL, years=2, half_days=4)
    where = {
        (member, year): [one.municipality for one in turns if (one.member, one.first_day.year) == (member, year)]
        for member in (ONE, TWO) for year in (2027, 2028)
    }  # fmt: skip
    assert where[ONE, 2027] == where[TWO, 2028] == TOWNS[:2] and where[TWO, 2027] == where[ONE, 2028] == TOWNS[2:]
    assert {(one.first_day, one.last_day) for one in turns} == {(APRIL, MARCH), (date(2028, 4, 1), date(2029, 3, 31))}


def test_nobody_is_laid_out_twice_where_towns_are_few() -> None:
    turns = lay_out([ONE, TWO], TOWNS[:2], at_once=2, first_day=APRIL, years=1, half_days=4)
    assert {one.member for one in turns} == {ONE}


def test_what_stands_against_a_turn_names_the_days() -> None:
    enough, till_june = [Left(APRIL, None, 8)], [Left(APRIL, date(2027, 6, 30), 8)]
    assert clashes(turn(), [], [], enough) == []
    assert clashes(turn(), [], [], till_june) == ["令和9年7月1日〜令和10年3月31日は、日数が足りません。"]
    later = [Left(date(2027, 5, 1), date(2027, 6, 30), 8), Left(date(2027, 7, 1), None, 3)]
    assert clashes(turn(), [], [], later) == [
        "令和9年4月1日〜4月30日は、日数が足りません。", "令和9年7月1日〜令和10年3月31日は、日数が足りません。",
    ]  # fmt: skip
    beside = turn(town=TOWNS[1], first=date(2027, 10, 1), days=5)
    assert clashes(turn(), [beside], [], enough) == ["令和9年10月1日〜令和10年3月31日は、日数が足りません。"]
    assert len(clashes(turn(), [turn()], [], enough)) == 1
    assert clashes(turn(), [], [turn(last=APRIL)], enough) == ["同じ人が、この町に令和9年4月1日にもいます。"]
    assert clashes(turn(), [turn(member=TWO, days=40)], [], enough) == []


async def test_a_plan_shows_what_stands_against_it_and_only_a_person_makes_a_proposal_of_it(world: World) -> None:
    pool, town = world.hiroshima, world.sera
    with on(TODAY):
        person = await designer(by=pool)
        await offering(person, 8, by=pool)
        new = NewRotation(title="令和8年度から", people=[person], towns=[SERA, JINSEKI], at_once=1, half_days=4,
                          first_day=date(2027, 2, 1), years=2)  # fmt: skip
        with pytest.raises(NotAllowed):
            await plan_rotation(new=new, by=town)
        with pytest.raises(RuleBroken, match="受け持ちの町"):
            await plan_rotation(new=new.model_copy(update={"towns": [MATSUYAMA]}), by=pool)
        id = (await plan_rotation(new=new, by=pool)).id
        with pytest.raises(NotFound):
            await rotation_page(id=id, by=world.ehime)
        first, second = (await rotation_page(id=id, by=pool)).turns
        assert first.against and "日数が足りません" in second.against[0]
        need, other = await matchable_need(town, by=pool), await matchable_need(world.jinseki, by=pool)
        mine, wrong = (need, other) if first.municipality == SERA else (other, need)
        with pytest.raises(RuleBroken, match="相談を選んで"):
            await take_up_turn(id=first.id, taking=TakingUp(version=1, need=wrong), by=pool)
        with pytest.raises(Conflict):
            await take_up_turn(id=first.id, taking=TakingUp(version=3, need=mine), by=pool)
        with pytest.raises(RuleBroken, match="重なりません"):
            await take_up_turn(id=second.id, taking=TakingUp(version=1, need=wrong), by=pool)
        draft = await proposal_page(id=(await take_up_turn(id=first.id, taking=TakingUp(version=1, need=mine),
                                                           by=pool)).id, by=pool)  # fmt: skip
        assert [(line.first_day, line.last_day) for line in draft.lines] == [(date(2027, 2, 1), LAST)]
        assert draft.state == "draft" and (await assignments(by=pool))[0] == []
        await drop_turn(id=second.id, dropping=Dropping(version=1, reason=WHY), by=pool)
        [row] = await rotations(by=pool)
        assert (row.planned, row.taken_up) == (0, 1)


async def test_the_towns_of_a_year_go_into_one_proposal(world: World) -> None:
    pool = world.hiroshima
    with on(TODAY):
        person = await designer(by=pool)
        await offering(person, 8, by=pool)
        new = NewRotation(title="二つの町", people=[person], towns=[SERA, JINSEKI, AKIOTA], at_once=2, half_days=4,
                          first_day=date(2027, 1, 1), years=2)  # fmt: skip
        id = (await plan_rotation(new=new, by=pool)).id
        turns = {turn.municipality: turn for turn in (await rotation_page(id=id, by=pool)).turns}
        sera, jinseki, akiota = [await matchable_need(town, by=pool)
                                 for town in (world.sera, world.jinseki, world.akiota)]  # fmt: skip
        with pytest.raises(RuleBroken, match="同じ日から"):
            taking = TakingUp(version=1, need=sera, also=[akiota])
            await take_up_turn(id=turns[SERA].id, taking=taking, by=pool)
        done = await take_up_turn(id=turns[SERA].id, taking=TakingUp(version=1, need=sera, also=[jinseki]), by=pool)
        assert {line.need for line in (await proposal_page(id=done.id, by=pool)).lines} == {sera, jinseki}
        taken = {turn.municipality for turn in (await rotation_page(id=id, by=pool)).turns if turn.taken_up_as}
        assert taken == {SERA, JINSEKI}


async def test_a_turn_on_top_of_running_work_says_so_on_its_page(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await running(world)
        assert story.member.member is not None
        new = NewRotation(title="重なる計画", people=[story.member.member], towns=[JINSEKI], half_days=2,
                          first_day=LAST, years=1)  # fmt: skip
        id = (await plan_rotation(new=new, by=story.pool)).id
        more = NewTurn(member=story.member.member, municipality=SERA, first_day=LAST, last_day=LAST, half_days=2)
        await add_turn(rotation=id, new=more, by=story.pool)
        hall = await visit("hiroshima")
        shown = await hall.get(f"/rotations/{id}")
        assert "この町に" in shown.text and "提案をつくる" in shown.text
        for turn in (await rotation_page(id=id, by=story.pool)).turns:
            empty = await hall.post(f"/turns/{turn.id}/proposal", {})
            assert empty.status_code == 422 and "この町の相談：" in empty.text
        refused = await hall.post("/rotations", {"title": WHY})
        assert refused.status_code == 422 and WHY in refused.text
        assert (await (await visit("sera")).get(f"/rotations/{id}")).status_code == 403
