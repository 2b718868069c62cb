"""A need leaves the joint need it was in: by its own end, or because the prefecture splits it off."""

from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work
from registry.needs.tables import JointNeedPart


async def leave_joint_need(*, need: UUID, reason: str, work: Work, by: Viewer) -> bool:
    """Whether the need was in one. The shares of those who stay follow by themselves: only measures are stored."""
    living = (JointNeedPart.need == need) & JointNeedPart.left_at.is_null()
    left = await JointNeedPart.update(
        {JointNeedPart.left_at: work.now, JointNeedPart.left_reason: reason}
    ).where(living).returning(JointNeedPart.joint_need)  # fmt: skip
    for row in left:
        await record(by=by, verb="leave", noun="joint_need", subject=row["joint_need"],
                     after={"need": need, "reason": reason})  # fmt: skip
    return bool(left)
