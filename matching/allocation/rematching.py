"""Re-matching: what changed since the last plan, and having it mended there. Part of `queries` and `operations`."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import RuleBroken
from matching.allocation.aims import Aim
from matching.allocation.board import Board
from matching.allocation.conditions import Conditions
from matching.allocation.gathering import board
from matching.allocation.mending import changed_needs
from matching.allocation.operations import new_run
from matching.allocation.planning import instance_of
from matching.allocation.queries import PURPOSE, latest_plan
from matching.allocation.ranking import UNNAMED
from matching.allocation.rematch_schemas import LIMITS, ChangedNeed, RematchAsked, RematchPage
from matching.allocation.showing import StoredRun
from registry.members.queries import member_names

NAME: Final = "組み直し"
NOTHING_CHANGED: Final = (
    "もとの案から変わったところがありません。計算は始めていません。"
    "抜ける人を選ぶか、全体を見直すときは「案をつくる」を押してください。"
)
NOT_OURS: Final = "選んだ人は、この人材プールにいません。計算は始めていません。画面を読み込み直してください。"


async def rematch_page(*, by: Viewer) -> RematchPage:
    """The latest plan with what changed since it was made. Raises `NotAllowed` for a body without a pool."""
    async with reading(by):
        facts, base = await board(by=by), await latest_plan(by=by)
        names = await member_names(ids=[person.id for person in facts.people], by=by, purpose=PURPOSE)
    people = [(person.id, names.get(person.id, UNNAMED)) for person in facts.people]
    return RematchPage(base.row if base else None, _changed(base, facts), people)


async def request_rematch(*, asked: RematchAsked, by: Viewer) -> Done:
    """Have the latest plan mended where something changed; the worker does it, nobody is told.

    Raises `NotAllowed`, and `RuleBroken` where nothing changed and nobody leaves, or who leaves is not of the pool.
    """
    async with unit_of_work(by):
        facts, base = await board(by=by), await latest_plan(by=by)
        if not set(asked.leaving) <= facts.row.keys():
            raise RuleBroken(NOT_OURS, field="leaving")
        if not asked.leaving and not _changed(base, facts):
            raise RuleBroken(NOTHING_CHANGED, field="leaving")
        conditions = Conditions(
            left_out=tuple(sorted(set(asked.leaving))), base=base.row.id if base else None,
            most_changes=LIMITS[asked.moves], aim=Aim.NEAR,
        )  # fmt: skip
        return await new_run(by=by, name=NAME, conditions=conditions)


def _changed(base: StoredRun | None, facts: Board) -> list[ChangedNeed]:
    instance, kept = instance_of(facts)
    known = {UUID(need.id) for need in base.instance.needs} if base and base.instance else set()
    found = {UUID(need) for need in changed_needs(base, instance, kept.months)}
    return [
        ChangedNeed(need.id, need.town.name, need.row.title, need.id not in known)
        for need in facts.needs
        if need.id in found
    ]
