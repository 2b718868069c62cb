"""Whose turn it is: a request as its town reads it, and a body's to-do list by deadline. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from foundation.text.dates import add_months, first_of_month, today_jst
from foundation.text.half_days import half_days
from matching.assignments.schemas import AssignmentRow
from matching.proposals.rules import Answer
from matching.proposals.schemas import ProposalRow
from registry.needs.rules import STEP_OF
from registry.needs.schemas import NeedRow

TERMS_END_WITHIN: Final = timedelta(days=90)
"""How long before its end a term is on the prefecture's list (`interface.md`, Homes)."""

USUAL_DAYS: Final = {"submitted": 14, "heard": 14, "triaged": 14, "accepted": 30}
"""Within how many days the prefecture usually takes the next step. Our own default, shown as 目安."""

ByRole = Mapping[tuple[str, date], int]
"""Role and first day of a month -> half-days."""

TURNS: Final = ("mine", "theirs", "running", "done")
"""The order of a town's requests."""


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as its town reads it: who moves, what comes next, by when. `due_note` follows the day left."""

    id: UUID
    title: str
    turn: str
    turn_words: str
    step: int
    holder: str
    act: str
    note: str = ""
    due: date | None = None
    due_note: str = ""
    button: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing on a body's list: kind, what to do, where, by when (inclusive; None: no deadline), who moves."""

    kind: str
    title: str
    link: str
    due: date | None
    holder: str


@dataclass(frozen=True, slots=True)
class TownStanding:
    """A municipality on the prefecture's map. `mark`: dot supported, diamond waiting, hollow neither."""

    code: str
    name: str
    lat: float
    lng: float
    mark: str
    ring: bool
    waiting_days: int | None
    now: str


_PREFECTURE_ACTS: Final = {
    "submitted": ("電話か訪問で、お話を聞きます", "資料の準備はいりません。"),
    "heard": ("聞いたことをもとに、進め方を決めます", ""),
    "triaged": ("来てほしい人の条件を決めます", "電話で確かめることがあります。"),
    "accepted": ("条件に合う人を探して、提案します", "候補が届くと、ここに「あなたの番です」と出ます。"),
    "on_hold": ("再開する時期を決めます", "理由は相談のページにあります。"),
}


def request_card(
    need: NeedRow, *, proposal: ProposalRow | None, assignment: AssignmentRow | None, today: date
) -> RequestCard:
    """The card of one request. `proposal`: the sent one that asks it; `assignment`: the living one that fills it."""
    if assignment is not None:
        return _running(need, assignment, today)
    if proposal is not None:
        return _proposed(need, proposal)
    if need.state in _PREFECTURE_ACTS:
        act, note = _PREFECTURE_ACTS[need.state]
        due = usual_day(need)
        turn_words = "保留中" if need.state == "on_hold" else "県の番です"
        return RequestCard(need.id, need.title, "theirs", turn_words, STEP_OF[need.state], need.prefecture_name,
                           act, note, due, "目安" if due else "")  # fmt: skip
    if need.state == "referred":
        return RequestCard(need.id, need.title, "mine", "あなたの番です", STEP_OF[need.state], need.municipality_name,
                           "案内された、ほかの制度を確かめる", button=("案内を読む", f"/needs/{need.id}"))  # fmt: skip
    mine, page = need.state == "reviewed", f"/needs/{need.id}"
    act = "ふりかえりが済んだので、終わりにする" if mine else "支援を受ける。済んだら、ふりかえりを書く"
    return RequestCard(
        need.id, need.title, "mine" if mine else "running", "あなたの番です" if mine else "支援中", STEP_OF[need.state],
        need.municipality_name, act, button=("相談を開く" if mine else "ふりかえりを書く", page),
    )  # fmt: skip


def usual_day(need: NeedRow) -> date | None:
    """By when the prefecture usually takes the next step with this need; for one on hold the day that was set."""
    if need.state == "on_hold":
        return need.hold_until
    days = USUAL_DAYS.get(need.state)
    return today_jst(need.changed_at) + timedelta(days=days) if days else None


def in_turn(cards: Iterable[RequestCard]) -> list[RequestCard]:
    """Yours, theirs, running; within each the nearest day first."""
    return sorted(cards, key=lambda card: (TURNS.index(card.turn), card.due or date.max, card.title))


def by_deadline(todos: Iterable[ToDo], *, today: date) -> list[tuple[str, list[ToDo]]]:
    """The list in groups: until today, within a week, this month, within 90 days, later or without a day."""
    week, month = today + timedelta(days=7), add_months(first_of_month(today), 1) - timedelta(days=1)
    season = today + TERMS_END_WITHIN
    bounds = [("きょうまで", today), ("1週間以内", week), ("今月中", max(month, week)),
              (f"90日以内（{season.month}月{season.day}日まで）", season),
              ("そのあと・期限なし", date.max)]  # fmt: skip
    groups: dict[str, list[ToDo]] = {words: [] for words, _ in bounds}
    for todo in sorted(todos, key=lambda todo: (todo.due or date.max, todo.kind, todo.title)):
        words = next(words for words, last in bounds if (todo.due or date.max) <= last)
        groups[words].append(todo)
    return [(words, found) for words, found in groups.items() if found]


def role_gaps(wanted: ByRole, left: ByRole, roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """(title, text) for each role whose open needs ask for more half-days than are left, in the month it is worst."""
    worst: dict[str, tuple[int, date]] = {}
    for (role, month), asked in sorted(wanted.items()):
        short = asked - left.get((role, month), 0)
        if short > worst.get(role, (0, month))[0]:
            worst[role] = (short, month)
    return [
        (f"{roles[role]}の日数が足りません",
         f"{month.month}月は、人さがし中の要望{half_days(wanted[role, month])}日に対して、"
         f"残りは{half_days(left.get((role, month), 0))}日です。")
        for role, (_, month) in worst.items()
    ]  # fmt: skip


def waiting_days(needs: Sequence[NeedRow], *, today: date) -> int | None:
    """Since when the longest of a town's open needs waits."""
    days = [(today - today_jst(need.submitted_at)).days for need in needs if need.submitted_at]
    return max(days, default=None)


def _running(need: NeedRow, assignment: AssignmentRow, today: date) -> RequestCard:
    begun = assignment.first_day <= today
    return RequestCard(
        need.id, need.title, "running", "支援中" if begun else "人が決まりました", 4,
        f"{assignment.person}さん" if assignment.person else "来る人",
        f"月{half_days(assignment.half_days)}日の支援を進めます" if begun else "支援を始めます",
        due=assignment.last_day if begun else assignment.first_day, due_note="支援の終わり" if begun else "始まりの日",
    )  # fmt: skip


def _proposed(need: NeedRow, proposal: ProposalRow) -> RequestCard:
    lines = [line.id for line in proposal.open_lines if line.need == need.id]
    mine = [party for party in proposal.parties if party.line in lines and party.organisation == need.municipality]
    if any(party.answer == Answer.WAITING for party in mine):
        return RequestCard(
            need.id, need.title, "mine", "あなたの番です", 3, f"{need.municipality_name}（みなさん）",
            "提案を読んで、引き受けるか見送るかを答える", "名前は、本人が同意すると出ます。", proposal.answer_by,
            button=("提案を見る", f"/proposals/{proposal.id}"),
        )  # fmt: skip
    return RequestCard(
        need.id, need.title, "theirs", "県の番です", 3, proposal.owner_name, "本人とほかの町の返事を集めて、確定します",
        "みなさんの返事は届いています。", proposal.answer_by, "返事の締切",
    )  # fmt: skip
