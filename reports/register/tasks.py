"""The worker's door of the register."""

from typing import Final
from uuid import UUID

from reports.register.acting import acting
from reports.register.operations import make_copy


async def reissue_paper(*, subject: str, copy: int, account: str | None, organisation: str, demo: bool) -> None:
    """Print the paper `subject` once more as the one who asked; may run twice."""
    await make_copy(id=UUID(subject), copy=copy, demo=demo, by=await acting(account, organisation))


TASKS: Final = {"reissue_paper": reissue_paper}
