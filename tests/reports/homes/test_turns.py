"""Whose turn it is, and in which order a body's list stands."""

from datetime import UTC, date, datetime
from uuid import uuid4

from matching.assignments.schemas import AssignmentRow
from registry.needs.rules import LIFE
from registry.needs.schemas import NeedRow
from reports.homes.rules import (
    RequestCard,
    ToDo,
    by_deadline,
    in_turn,
    request_card,
    role_gaps,
    usual_day,
    waiting_days,
)

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 19, 23, 45, tzinfo=UTC)


def need(state: str) -> NeedRow:
    """A need of 世羅町."""
    return NeedRow(
        id=uuid4(), municipality=uuid4(), municipality_name="世羅町", prefecture=uuid4(), prefecture_name="広島県",
        title="窓口", themes=[], urgency=None, wished_half_days=None, state=state,
        budget=None, hold_until=None, agreed_from=None,
        submitted_at=NOW, changed_at=NOW, version=1,
    )  # fmt: skip


def card(state: str) -> RequestCard:
    """Its card without proposal and assignment."""
    return request_card(need(state), proposal=None, assignment=None, today=TODAY)


def test_every_open_state_says_who_moves_and_what_comes_next() -> None:
    for state in set(LIFE.words) - {"draft", "closed", "withdrawn"}:
        shown = card(state)
        assert shown.holder and shown.act and shown.turn_words


def test_what_was_sent_is_the_prefectures_turn_with_a_usual_day() -> None:
    shown = card("submitted")
    assert (shown.turn, shown.holder, shown.due) == ("theirs", "広島県", date(2026, 12, 4))


def test_the_usual_day_counts_from_the_japanese_day() -> None:
    assert usual_day(need("submitted")) == date(2026, 12, 4)
    assert usual_day(need("on_hold")) is None


def test_a_referral_is_the_towns_turn() -> None:
    assert card("referred").turn == "mine"


def test_an_assignment_names_who_comes_and_until_when() -> None:
    row = need("filled")
    work = AssignmentRow(
        id=uuid4(), proposal=uuid4(), owner=uuid4(), member=uuid4(), person="灰谷 凪", municipality=row.municipality,
        municipality_name="世羅町", need=row.id, need_title="窓口", appointment=uuid4(), half_days=3,
        first_day=date(2026, 11, 1), last_day=date(2027, 3, 31), state="running", reason="", version=1,
    )  # fmt: skip
    shown = request_card(row, proposal=None, assignment=work, today=TODAY)
    assert (shown.turn, shown.holder, shown.due) == ("running", "灰谷 凪さん", date(2027, 3, 31))
    assert "1.5日" in shown.act


def test_yours_come_first_then_theirs_then_what_runs() -> None:
    cards = [card("filled"), card("submitted"), card("referred"), card("accepted")]
    assert [shown.turn for shown in in_turn(cards)] == ["mine", "theirs", "theirs", "running"]


def todo(due: date | None) -> ToDo:
    """Something to do by a day."""
    return ToDo("提案", "返事を待つ", "/", due, "広島県")


def test_the_list_is_grouped_by_deadline_and_a_late_one_stands_first() -> None:
    days = [date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 28), date(2026, 12, 1), date(2027, 3, 1)]
    groups = by_deadline([todo(None), *map(todo, reversed(days)), todo(date(2026, 11, 1))], today=TODAY)
    assert [(words, len(found)) for words, found in groups] == [
        ("きょうまで", 2), ("1週間以内", 1), ("今月中", 1), ("90日以内（2月18日まで）", 1), ("そのあと・期限なし", 2),
    ]  # fmt: skip
    assert groups[0][1][0].due == date(2026, 11, 1)


def test_a_role_is_short_only_where_more_is_asked_than_left() -> None:
    roles = {"engineer": "エンジニア", "producer": "プロデューサー"}
    january, february = date(2027, 1, 1), date(2027, 2, 1)
    wanted = {("engineer", january): 8, ("engineer", february): 8, ("producer", january): 2}
    left = {("engineer", january): 6, ("engineer", february): 3, ("producer", january): 2}
    gaps = role_gaps(wanted, left, roles)
    assert gaps == [("エンジニアの日数が足りません", "2月は、人さがし中の要望4日に対して、残りは1.5日です。")]


def test_a_town_waits_since_its_oldest_open_need() -> None:
    assert waiting_days([need("submitted")], today=date(2026, 11, 30)) == 10
    assert waiting_days([], today=TODAY) is None
