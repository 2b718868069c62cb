"""Why a plan leaves a need without a person, for its town and for the pool. Part of `operations` and `queries`.

A plan is chosen where a proposal made from it is sent: until then it is a draft, and no town hears of it.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.scope import among
from foundation.database.unit_of_work import Work, reading, unit_of_work
from foundation.errors import NotFound
from matching.allocation.access import left_open_visible_to, runs_visible_to
from matching.allocation.queries import PURPOSE, stored_run
from matching.allocation.ranking import UNNAMED
from matching.allocation.rules import WHY_NOBODY, RunState
from matching.allocation.showing import StoredRun, sentences_of_filling
from matching.allocation.solver.explain import effect_of_filling
from matching.allocation.solver.plan import UnfilledKind
from matching.allocation.tables import AllocationLeftOpen, AllocationRun
from matching.allocation.why_schemas import LeftOpenTold, NeedOutcome, Nobody
from matching.proposals.queries import needs_in_sent_proposals, plans_sent
from registry.members.queries import member_names
from registry.needs.queries import need_page, needs_by_id

KNOWN: Final = "select need, run, why from allocation_left_open where owner = $1"
FORGET: Final = "delete from allocation_left_open where owner = $1"
TELL: Final = """
insert into allocation_left_open (id, owner, municipality, need, run, why, planned_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict on constraint allocation_left_open_once do nothing
"""


async def note_left_open(*, by: Viewer) -> None:
    """Keep for the towns what the latest chosen plan of the viewer's body leaves without a person, and why.

    Needs that were asked for, or have somebody, are left out. What an earlier plan said goes. Twice is as once.
    """
    async with unit_of_work(by) as work:
        chosen = among(AllocationRun.id, await plans_sent(by=by)) & (AllocationRun.state == RunState.FINISHED)
        latest = (
            await AllocationRun.select(AllocationRun.id)
            .where(runs_visible_to(by) & chosen)
            .order_by(AllocationRun.finished_at, AllocationRun.id, ascending=False)
            .limit(1)
        )
        for row in latest:
            await _tell(await stored_run(id=row["id"], by=by), work=work, by=by)


async def why_nobody(*, run: UUID, need: UUID, by: Viewer) -> Nobody:
    """Why a plan of the viewer's own body leaves a need without a person: a forced re-solve with somebody for it.

    The name of who that would be is journalled. Raises `NotFound` where the plan has somebody, or does not know it.
    """
    async with reading(by):
        plan = await stored_run(id=run, by=by)
        unfilled = next((each for each in plan.plan.unfilled if each.need == str(need)), None) if plan.plan else None
        if plan.plan is None or plan.instance is None or unfilled is None:
            raise NotFound
        needs = await needs_by_id(ids=plan.need_ids, by=by)
    if need not in needs:
        raise NotFound
    # The re-solve takes up to a second: outside the transaction, and not on the event loop.
    effect = await asyncio.to_thread(effect_of_filling, plan.instance, plan.plan, need=str(need))
    people = {}
    if effect.plan is not None:
        who = effect.plan.holder[str(need)]
        names = await member_names(ids=[UUID(who)], by=by, purpose=PURPOSE)
        people = {who: names.get(UUID(who), UNNAMED)}
    sentences = sentences_of_filling(plan, unfilled, effect, people=people, needs=needs)
    return Nobody(run, need, f"{needs[need].municipality_name}「{needs[need].title}」", sentences)


async def need_outcome(*, need: UUID, by: Viewer) -> NeedOutcome:
    """What the viewer may read of plans about a need. Raises `NotFound` where the viewer does not see the need."""
    async with reading(by):
        asked = await need_page(id=need, by=by)
        searching = asked.state == "accepted" and asked.agreed_from is None
        rows = await _rows(need, by) if searching else []
        names = await names_of({row["owner"] for row in rows}, by=by)
    told = [_told(row, names[row["owner"]]) for row in rows]
    return NeedOutcome(need, asked.title, asked.municipality_name, searching, told)


async def _tell(run: StoredRun, *, work: Work, by: Viewer) -> None:
    assert run.plan is not None, "a finished run has its plan"
    why = {UUID(each.need): each.kind.value for each in run.plan.unfilled}
    needs = await needs_by_id(ids=run.open_ids, by=by)
    taken = await needs_in_sent_proposals(ids=needs.keys(), by=by)
    left = [row for row in needs.values() if row.state == "accepted" and row.id not in taken]
    known = {tuple(row) for row in await work.connection.fetch(KNOWN, by.organisation)}
    if known == {(row.id, run.row.id, why[row.id]) for row in left}:
        return
    await work.connection.execute(FORGET, by.organisation)
    for row in left:
        await work.connection.execute(
            TELL, work.new_id(), by.organisation, row.municipality, row.id, run.row.id, why[row.id],
            run.row.finished_at,
        )  # fmt: skip
    await record(by=by, verb="note_left_open", noun="allocation_run", subject=run.row.id, after={"needs": len(left)})


async def _rows(need: UUID, by: Viewer) -> list[dict[str, Any]]:
    return (
        await AllocationLeftOpen.select(AllocationLeftOpen.owner, AllocationLeftOpen.why, AllocationLeftOpen.planned_at)
        .where(left_open_visible_to(by) & (AllocationLeftOpen.need == need))
        .order_by(AllocationLeftOpen.planned_at, AllocationLeftOpen.id, ascending=False)
    )


def _told(row: Mapping[str, Any], owner_name: str) -> LeftOpenTold:
    why, what_next = (words.format(owner=owner_name) for words in WHY_NOBODY[UnfilledKind(row["why"])])
    return LeftOpenTold(owner_name, row["planned_at"], row["why"], why, what_next)
