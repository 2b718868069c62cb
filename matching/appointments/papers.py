"""Papers are queued by name in the transaction of the change; `reports/issuing` prints them. Others somebody draws up.

Which those are is said here a second time, since `reports/drafts` stands above; a test holds both lists together.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.unit_of_work import current_work
from foundation.jobs.queue import queue_job

DRAWN: Final[Mapping[str, tuple[tuple[str, str, bool], ...]]] = {
    "assignment": (
        ("posting_notice", "配属通知", False), ("support_plan", "支援計画書", False),
        ("dispatch_request", "派遣要請書", True), ("dispatch_reply", "回答書", False),
        ("use_report", "活用報告書", True), ("handover", "引継書", False),
    ),
    "appointment": (("working_conditions", "勤務条件表", True),),
    "agreement": (("cost_statement", "負担金計算書", False),),
    "proposal": (("conflict_confirmation", "利益相反確認書", False),),
}  # fmt: skip
"""What a paper tells of -> its kind, its name, and whether the body beside the pool's draws it up too."""


def drawn_by(viewer: Viewer, thing: str, *, pool: UUID, other: UUID | None = None) -> list[tuple[str, str]]:
    """Kind and name of the papers about a thing that the viewer may draw up. `other`: the town, or who appoints."""
    if not holds(viewer, Right.DRAW_UP):
        return []
    keeps = viewer.acts_for(pool)
    return [(kind, name) for kind, name, others in DRAWN[thing] if keeps or (others and viewer.acts_for(other))]


async def queue_paper(*, kind: str, subject: UUID, version: int, by: Viewer) -> None:
    """Have the worker print a paper as it stands in this version: 案 before the approval, numbered after it."""
    arguments = {
        "kind": kind,
        "subject": str(subject),
        "version": version,
        "account": None if by.account is None else str(by.account),
        "organisation": None if by.organisation is None else str(by.organisation),
    }
    await queue_job(current_work(), "render_paper", arguments)
