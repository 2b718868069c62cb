"""The home of a prefecture or union: what is due, what to mind, who has days left, where towns stand.

Part of `queries`, apart because it reads the most.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.inbox.queries import Notice, latest_notices
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import add_months, first_of_month, today_jst
from matching.assignments.queries import assignments
from matching.assignments.rules import ALIVE
from matching.assignments.schemas import AssignmentRow
from matching.proposals.queries import OPEN_STATES, act_for, is_my_turn, proposals
from matching.proposals.rules import Answer
from matching.proposals.schemas import ProposalRow
from matching.support.coverage import unvisited
from registry.members.queries import pool_list
from registry.members.schemas import PoolRow
from registry.municipalities.queries import Town, towns_of_hall
from registry.needs.queries import needs
from registry.needs.requirements import requirements
from registry.needs.rules import LIFE
from registry.needs.schemas import NeedRow
from registry.skills.rules import ROLES
from reports.homes.queries import NOTICES, consent_todos
from reports.homes.rules import TERMS_END_WITHIN, ToDo, TownStanding, role_gaps, usual_day, waiting_days
from reports.homes.waiting import Waiting, waiting

OPEN: Final = ("submitted", "heard", "triaged", "accepted", "on_hold")
AT_WORK: Final = ("agreed", "running")
MONTHS: Final = 6
MOST_OF_A_KIND: Final = 2
STALE_AFTER: Final = timedelta(days=30)


class PrefectureHome(Struct, frozen=True):
    """A pool's owner. `months`: first days; `people`: name, member, half-days left; `concerns`: title, link, text."""

    todos: list[ToDo]
    concerns: list[tuple[str, str, str]]
    months: list[date]
    people: list[tuple[str, UUID, list[int | None]]]
    people_in_pool: int
    towns: list[TownStanding]
    notices: list[Notice]


async def prefecture_home(*, by: Viewer) -> PrefectureHome:
    """The home of the viewer's prefecture or union."""
    assert by.organisation is not None
    async with reading(by) as work:
        today = work.today
        open_needs, _ = await needs(by=by, states=OPEN, size=None)
        working, _ = await assignments(by=by, states=ALIVE, size=None)
        pool, found = await pool_list(by=by)
        towns = await towns_of_hall(by=by)
        months = [add_months(first_of_month(today), n) for n in range(MONTHS)]
        standings = _standings(towns, open_needs, working, today)
        filled = {row.need for row in working}
        gaps = await _gaps(open_needs, filled, pool, months, by) if found.last == 1 else []
        waits = await waiting(by=by)
        return PrefectureHome(
            todos=_hearings(open_needs, by) + await _answers(by) + waits.approvals + await consent_todos(by=by)
            + waits.privacy + waits.talk + waits.support + await _visits(towns, by) + _endings(working, today)
            + waits.training + waits.listings,
            concerns=_about_people(waits) + gaps + _stale(open_needs, filled, today)[:MOST_OF_A_KIND]
            + _silent(standings),
            months=months,
            people=[(row.name or "（名前なし）", row.card.id, [row.card.remaining.get(month) for month in months])
                    for row in pool],
            people_in_pool=found.total,
            towns=standings,
            notices=await latest_notices(by=by, limit=NOTICES),
        )  # fmt: skip


def _about_people(waits: Waiting) -> list[tuple[str, str, str]]:
    """What people and other pools ask of this one about its people."""
    concerns = [(f"訂正の依頼が{count}件届いています", f"/members/{member}/corrections", "二つの文を見て、答えます。")
                for member, count in waits.corrections[:MOST_OF_A_KIND]]  # fmt: skip
    if waits.merges:
        text = f"登録の統合の提案が{waits.merges}件届いています"
        concerns.append((text, "/merges", "同意するかどうかを答えてください。"))
    return concerns


async def _answers(by: Viewer) -> list[ToDo]:
    rows, _ = await proposals(by=by, states=OPEN_STATES, size=None)
    return [_answer(row, by) for row in rows]


def _answer(row: ProposalRow, by: Viewer) -> ToDo:
    towns = "・".join(line.municipality_name for line in row.open_lines)
    title, link = f"{row.person or '提案'}：{towns}", f"/proposals/{row.id}"
    if is_my_turn(row, by):
        return ToDo("提案", f"{title}：{act_for(row, by)}", link, row.answer_by, by.organisation_name)
    waiting = [party.organisation_name or "本人" for party in row.counting if party.answer == Answer.WAITING]
    holder = f"{waiting[0]}ほか" if len(waiting) > 1 else "".join(waiting) or by.organisation_name
    return ToDo("提案", f"{title}：返事を待つ", link, row.answer_by, holder)


async def _gaps(
    open_needs: Sequence[NeedRow], filled: Collection[UUID], pool: Sequence[PoolRow], months: Sequence[date], by: Viewer
) -> list[tuple[str, str, str]]:
    searching = [need.id for need in open_needs if need.state == "accepted" and need.id not in filled]
    wanted: dict[tuple[str, date], int] = {}
    for row in (await requirements(ids=searching, by=by)).values():
        for month in months:
            if row.first_day < add_months(month, 1) and month <= row.last_day:
                wanted[row.role, month] = wanted.get((row.role, month), 0) + row.half_days
    left: dict[tuple[str, date], int] = {}
    for person in pool:
        for role, month in product(person.card.roles, months):
            left[role, month] = left.get((role, month), 0) + person.card.remaining.get(month, 0)
    words = {str(role): name for role, name in ROLES.items()}
    return [(title, "/allocation", text) for title, text in role_gaps(wanted, left, words)]


def _hearings(open_needs: Sequence[NeedRow], by: Viewer) -> list[ToDo]:
    acts = {"submitted": "聞く", "heard": "進め方を決める", "triaged": "条件を決める", "on_hold": "もう一度聞く"}
    return [
        ToDo("聞き取り" if need.state == "submitted" else "進め方",
             f"{need.municipality_name}「{need.title}」：{acts[need.state]}", f"/needs/{need.id}", usual_day(need),
             by.organisation_name)
        for need in open_needs
        if need.state in acts and (need.state != "on_hold" or need.hold_until)
    ]  # fmt: skip


async def _visits(towns: Sequence[Town], by: Viewer) -> list[ToDo]:
    return [ToDo("訪問", f"{row.title}：{row.act}", row.link, row.due, by.organisation_name)
            for row in await unvisited(towns=towns, by=by)]  # fmt: skip


def _endings(working: Sequence[AssignmentRow], today: date) -> list[ToDo]:
    return [
        ToDo("任期", f"{row.person or '来ている人'}の{row.municipality_name}への配属が終わる：更新か引き継ぎを決める",
             f"/assignments/{row.id}", row.last_day, row.municipality_name)
        for row in working
        if today <= row.last_day <= today + TERMS_END_WITHIN
    ]  # fmt: skip


def _stale(open_needs: Sequence[NeedRow], filled: Collection[UUID], today: date) -> list[tuple[str, str, str]]:
    return [
        (f"{need.municipality_name}の要望が、人さがし中のままです", f"/needs/{need.id}",
         f"「{need.title}」。条件を変えると候補が増えることがあります。")
        for need in open_needs
        if need.state == "accepted" and need.id not in filled and today_jst(need.changed_at) + STALE_AFTER < today
    ]  # fmt: skip


def _silent(standings: Sequence[TownStanding]) -> list[tuple[str, str, str]]:
    alone = [town for town in standings if town.ring and town.mark == "hollow"]
    return [
        (f"{town.name}から、相談がありません", f"/municipalities/{town.code}",
         "ひとり情シスの団体です。電話で様子を聞きませんか。")
        for town in alone[:MOST_OF_A_KIND]
    ]  # fmt: skip


def _standings(
    towns: Sequence[Town], open_needs: Sequence[NeedRow], working: Sequence[AssignmentRow], today: date
) -> list[TownStanding]:
    supported = {row.municipality for row in working if row.state in AT_WORK and today <= row.last_day}
    asking: dict[UUID, list[NeedRow]] = {}
    for need in open_needs:
        asking.setdefault(need.municipality, []).append(need)
    return [_standing(town, town.id in supported, asking.get(town.id, []), today) for town in towns]


def _standing(town: Town, supported: bool, asking: Sequence[NeedRow], today: date) -> TownStanding:
    mark = "dot" if supported else "diamond" if asking else "hollow"
    now = LIFE.words[asking[0].state] if asking else "支援中" if supported else "相談なし"
    return TownStanding(
        town.code, town.name, town.latitude, town.longitude, mark, bool(town.one_person_it),
        waiting_days(asking, today=today), now,
    )  # fmt: skip
