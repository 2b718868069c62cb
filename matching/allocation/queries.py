"""Questions of the workbench: a need's people, runs side by side, a plan person by person, why not somebody."""

import asyncio
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.allocation import ranking
from matching.allocation.access import runs_visible_to
from matching.allocation.board import Board
from matching.allocation.conditions import conditions_from, told_conditions
from matching.allocation.gathering import board, months_shown
from matching.allocation.plan_schemas import RunPage, RunRow
from matching.allocation.planning import figures, figures_from, instance_of
from matching.allocation.provisional import provisional_answer
from matching.allocation.schemas import Candidates, Declined, ForNow, Ranked, Selected, Workbench
from matching.allocation.showing import StoredRun, explained, run_page_of
from matching.allocation.tables import AllocationRun
from matching.allocation.why_schemas import Why
from matching.proposals.queries import needs_in_sent_proposals
from registry.members.queries import member_names
from registry.needs.queries import needs_by_id
from registry.needs.requirements import requirements

PURPOSE: Final = "割当の検討"
RANKED_SHOWN: Final = 10
EXCLUDED_SHOWN: Final = 30
RUNS_SHOWN: Final = 3
NO_PLAN: Final = "まだ案がありません。案をつくると、この人にした場合に何が変わるかを計算できます。"

ROW: Final = (
    AllocationRun.id, AllocationRun.name, AllocationRun.progress, AllocationRun.state, AllocationRun.created_at,
    AllocationRun.finished_at, AllocationRun.summary, AllocationRun.plan_hash, AllocationRun.failure,
    AllocationRun.scenario, AllocationRun.conditions, AllocationRun.replayed_at, AllocationRun.replay_hash,
)  # fmt: skip
LATEST: Final = """
select id, name, progress, state, created_at, finished_at, summary, plan_hash, failure, scenario, conditions,
    replayed_at, replay_hash, place <= $2 as shown, newest, case when newest then settings end as settings,
    case when newest then instance end as instance, case when newest then plan end as plan
from (
    select *, row_number() over latest as place,
        state = 'finished' and row_number() over (partition by state order by created_at desc, id desc) = 1 as newest
    from allocation_run where owner = $1 window latest as (order by created_at desc, id desc)) run
where place <= $2 or newest order by place
"""
"""The latest runs, and whole the latest that has a plan: another run's instance and plan stay where they are."""
WHOLE: Final = (*ROW, AllocationRun.settings, AllocationRun.instance, AllocationRun.plan, AllocationRun.input_hash)


async def workbench(*, by: Viewer, need: UUID | None = None, member: UUID | None = None) -> Workbench:
    """The open needs, the people of one of them, one person's months and needs, the latest runs beside today.

    Without `need` the first one; without a `member` who fits, the best. Raises `NotAllowed` for a body without a pool.
    """
    async with reading(by):
        facts = await board(by=by)
        chosen = need if need in facts.column else next(iter(facts.column), None)
        instance, kept = instance_of(facts)
        runs, planned = await _runs_and_plan(by)
        candidates = await _candidates(facts, chosen, member, by=by) if chosen else None
        lines = [ranking.need_line(facts, each) for each in facts.needs]
        return Workbench(
            needs=lines,
            people=len(facts.people),
            now=figures(instance, kept),
            runs=runs,
            need=lines[facts.column[chosen]] if chosen else None,
            candidates=candidates,
            for_now=await _for_now(facts, candidates, planned, chosen, by=by) if chosen and candidates else None,
        )


async def latest_runs(*, by: Viewer, limit: int = RUNS_SHOWN) -> list[RunRow]:
    """The runs of the viewer's body, latest first."""
    async with reading(by):
        rows = (
            await AllocationRun.select(*ROW)
            .where(runs_visible_to(by))
            .order_by(AllocationRun.created_at, AllocationRun.id, ascending=False)
            .limit(limit)
        )
    return [run_row(row) for row in rows]


async def stored_run(*, id: UUID, by: Viewer) -> StoredRun:
    """A run with what went in and what came out. Raises `NotFound` for another body's."""
    async with reading(by):
        rows = await AllocationRun.select(*WHOLE).where(runs_visible_to(by) & (AllocationRun.id == id))
    if not rows:
        raise NotFound
    return _stored(rows[0])


async def stored_state(*, id: UUID, by: Viewer) -> str:
    """How far a run has come. Raises `NotFound` for another body's."""
    async with reading(by):
        rows = await AllocationRun.select(AllocationRun.state).where(runs_visible_to(by) & (AllocationRun.id == id))
    if not rows:
        raise NotFound
    return str(rows[0]["state"])


async def run_page(*, id: UUID, by: Viewer) -> RunPage:
    """A run person by person, with what it leaves open. The names shown are journalled."""
    async with reading(by):
        run = await stored_run(id=id, by=by)
        needs = await needs_by_id(ids=run.need_ids, by=by)
        asked_for = await needs_in_sent_proposals(ids=list(needs), by=by)
        asked = await requirements(ids=run.open_ids, by=by) if run.open_ids else {}
        names = await member_names(ids=run.placed, by=by, purpose=PURPOSE)
    still_open = {need for need, row in needs.items() if row.state == "accepted"} - asked_for
    return run_page_of(run, needs=needs, asked=asked, names=names, still_open=still_open)


async def why(*, need: UUID, member: UUID, by: Viewer) -> Why:
    """Why this person does not have this need: hard reasons, else what the latest plan and a forced re-solve say.

    Then what would have to change, each entry of the catalogue solved again beside that plan.
    """
    async with reading(by):
        facts = await board(by=by)
        if need not in facts.column or member not in facts.row:
            raise NotFound
        names = await member_names(ids=[member], by=by, purpose=PURPOSE)
        obstacles = facts.obstacles(member, need)
        run = await latest_plan(by=by)
        needs = await needs_by_id(ids=run.need_ids, by=by) if run else {}
    name, row = names.get(member, ranking.UNNAMED), facts.needs[facts.column[need]]
    if run is None:
        sentences, remedies = [NO_PLAN], None
    else:  # the re-solves take up to a second: outside the transaction, and not on the event loop
        sentences, remedies = await asyncio.to_thread(
            explained, run, facts, need=need, member=member, name=name, needs=needs
        )
    return Why(
        need, member, name, f"{row.town.name}「{row.row.title}」", obstacles, [] if obstacles else sentences, remedies
    )


async def _candidates(facts: Board, need: UUID, member: UUID | None, *, by: Viewer) -> Candidates:
    fitting, taken_out = ranking.in_order(facts, need)
    shown = fitting[:RANKED_SHOWN]
    if member in fitting and member not in shown:
        shown = [*shown, member]
    out = ranking.kept_out(facts, need)
    declined = {member: said for (member, about), said in facts.declined.items() if about == need}
    known = [*shown, *taken_out, *out[:EXCLUDED_SHOWN], *declined]
    names = await member_names(ids=list(dict.fromkeys(known)), by=by, purpose=PURPOSE)
    people = {
        each: ranking.ranked(facts, each, need, rank=rank, names=names)
        for rank, each in enumerate([*fitting, *taken_out], start=1)
        if each in shown or each in taken_out
    }
    chosen = people[member] if member in people else next(iter(people.values()), None)
    return Candidates(
        ranked=[people[each] for each in shown],
        more=len(fitting) - len(shown),
        barred=[people[each] for each in taken_out],
        excluded=[ranking.excluded(facts, each, need, names=names) for each in out[:EXCLUDED_SHOWN]],
        excluded_more=max(0, len(out) - EXCLUDED_SHOWN),
        reasons=facts.kept_out_by(need),
        selected=_selected(facts, chosen, need),
        declined=[
            Declined(member, names.get(member, ranking.UNNAMED), said.reason, said.at)
            for member, said in declined.items()
            if member in facts.row
        ],
    )


async def _for_now(
    facts: Board, candidates: Candidates, planned: StoredRun | None, need: UUID, *, by: Viewer
) -> ForNow | None:
    answer = provisional_answer(facts, planned, need=need)
    if answer is None:
        return None
    member = UUID(answer.person)
    names = {row.member: row.name for row in candidates.ranked}
    if member not in names:
        names = await member_names(ids=[member], by=by, purpose=PURPOSE)
    given_up = (facts.needs[facts.column[UUID(id)]] for _, id in answer.given_up)
    return ForNow(
        member, names.get(member, ranking.UNNAMED), [f"{each.town.name}「{each.row.title}」" for each in given_up]
    )


def _selected(facts: Board, person: Ranked | None, need: UUID) -> Selected | None:
    if person is None:
        return None
    return ranking.selected(
        facts, person, need, months=[(each.year, each.month) for each in months_shown(facts.today)],
        offered={(first.year, first.month): half_days
                 for first, half_days in facts.offered.get(person.member, {}).items()},
    )  # fmt: skip


async def _runs_and_plan(by: Viewer) -> tuple[list[RunRow], StoredRun | None]:
    """The latest runs of the viewer's body, latest first, and the latest that has a plan, whole."""
    async with reading(by) as work:
        rows = [dict(row) for row in await work.connection.fetch(LATEST, by.organisation, RUNS_SHOWN)]
    planned = next((_stored(row) for row in rows if row["newest"]), None)
    return [run_row(row) for row in rows if row["shown"]], planned


async def latest_plan(*, by: Viewer) -> StoredRun | None:
    """The latest run of the viewer's body that has a plan."""
    rows = (
        await AllocationRun.select(*WHOLE)
        .where(runs_visible_to(by) & (AllocationRun.state == "finished"))
        .order_by(AllocationRun.created_at, AllocationRun.id, ascending=False)
        .limit(1)
    )
    return _stored(rows[0]) if rows else None


def run_row(row: dict[str, Any]) -> RunRow:
    """A run as the database answers `ROW`."""
    return RunRow(
        id=row["id"],
        name=row["name"],
        progress=row["progress"],
        state=row["state"],
        created_at=row["created_at"],
        finished_at=row["finished_at"],
        figures=figures_from(row["summary"]) if row["summary"] else None,
        plan_hash=row["plan_hash"],
        failure=row["failure"],
        scenario=row["scenario"],
        conditions=told_conditions(conditions_from(row["conditions"])),
        replayed_at=row["replayed_at"],
        replay_hash=row["replay_hash"],
    )


def _stored(row: dict[str, Any]) -> StoredRun:
    return StoredRun.read(run_row(row), settings=row["settings"], instance=row["instance"], plan=row["plan"],
                          conditions=row["conditions"])  # fmt: skip
