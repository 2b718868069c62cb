"""Lifting a town's decline: one person, one need, with the reason. Part of `operations`."""

from typing import Final

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import RuleBroken
from matching.allocation.gathering import board
from matching.allocation.schemas import Readmission
from matching.allocation.tables import AllocationReadmission

NOT_DECLINED: Final = (
    "この要望で、町がこの人を見送ったという記録はありません。何も変えていません。画面を読み込み直してください。"
)


async def readmit(*, readmission: Readmission, by: Viewer) -> Done:
    """The person is a candidate for the need again, until the town declines once more; the town is not told.

    Raises `NotAllowed`, and `RuleBroken` where no decline stands.
    """
    async with unit_of_work(by) as work:
        facts = await board(by=by)
        if (readmission.member, readmission.need) not in facts.declined:
            raise RuleBroken(NOT_DECLINED, field="member")
        id = work.new_id()
        await AllocationReadmission.insert(
            AllocationReadmission(id=id, owner=by.organisation, created_at=work.now, created_by=by.account,
                                  **readmission.model_dump())
        )  # fmt: skip
        await record(by=by, verb="readmit", noun="allocation_readmission", subject=id, person=readmission.member,
                     after={"need": readmission.need})  # fmt: skip
        return Done(id)
