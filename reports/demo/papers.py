"""Papers of the demo world: notices and a plan issued, conditions and a report that wait; a contract that conflicts."""

from datetime import timedelta
from typing import Final

from auth.viewer import Viewer
from matching.appointments.queries import appointments
from matching.assignments.queries import assignments
from matching.assignments.schemas import AssignmentRow
from matching.contracts.operations import check_contract, enter
from matching.contracts.rules import EntryKind
from matching.contracts.schemas import NewEntry
from reports.demo.cast import COMPANY, POOLS, Cast
from reports.demo.timeline import Timeline
from reports.drafts.operations import approve_draft, draw_up
from reports.drafts.schemas import Approval, NewDraft
from reports.papers.rules import Kind

NOTICES: Final = 3
"""Assignments of each pool that got a notice."""
OFFICE: Final = {"place": "役場 企画課", "contact": "企画課 情報係"}
GOAL: Final = "住民が窓口で書く書類を半分にする。"


async def draw_up_papers(cast: Cast, timeline: Timeline) -> None:
    """Papers of the work that runs, and the contracts of the town of the first of it."""
    timeline.days_ago(12)
    for pool in POOLS:
        by = cast.bodies[pool]
        rows, _ = await assignments(by=by, states=["running"], size=NOTICES)
        for row in rows:
            await _issued(Kind.POSTING_NOTICE, row, by, **OFFICE)
        for row in rows[:1]:
            await _issued(Kind.SUPPORT_PLAN, row, by, goal=GOAL)
            await _contracts(row, timeline, by)
    timeline.days_ago(3)
    for pool in POOLS[:1]:
        await _waiting(cast.bodies[pool])


async def _waiting(by: Viewer) -> None:
    """Conditions for whoever was appointed by the pool last, or by a town, to be approved there."""
    for post in (await appointments(by=by, size=1))[0]:
        words = {"pay": "日額32,000円、翌月21日払い", "hours": "8時30分から17時15分まで、休憩60分",
                 "leave": "土曜日、日曜日、祝日。年次休暇は規則による"}  # fmt: skip
        await draw_up(draft=NewDraft.model_validate({"kind": Kind.CONDITIONS, "about": post.id} | words), by=by)


async def _contracts(row: AssignmentRow, timeline: Timeline, by: Viewer) -> None:
    """Two contracts of a town: one with the company of the demo, one with another."""
    for title, counterparty in (("窓口システムの保守", COMPANY[0]), ("庁舎の清掃", "株式会社みなも清掃（架空）")):
        new = NewEntry(
            municipality=row.municipality, kind=EntryKind.CONTRACT, title=title, counterparty=counterparty,
            first_day=timeline.today - timedelta(days=10),
        )  # fmt: skip
        id = (await enter(entry=new, by=by)).id
        await check_contract(id=id, by=by)


async def _issued(kind: Kind, row: AssignmentRow, by: Viewer, **words: str) -> None:
    id = (await draw_up(draft=NewDraft.model_validate({"kind": kind, "about": row.id} | words), by=by)).id
    await approve_draft(id=id, approval=Approval(version=1), by=by)
