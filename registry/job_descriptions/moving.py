"""What writing and signing have in common: whose step it is, the next state, the line in the history."""

from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed
from registry.job_descriptions.access import may_take
from registry.job_descriptions.queries import job_description_row
from registry.job_descriptions.schemas import DescriptionRow
from registry.job_descriptions.tables import JobDescription, JobDescriptionStep

STALE = (
    "この職務記述書は、ほかの人が先に変えました。書いた内容は画面に残っています。"
    "最新の内容と見比べてから、もう一度送ってください。"
)


def refuse_stranger(description: DescriptionRow, verb: str, by: Viewer) -> None:
    """Raises `NotAllowed` where the step is another body's."""
    if refusal := may_take(by, verb, description):
        raise NotAllowed(refusal)


async def move(description: DescriptionRow, target: str, *, seen: int, changes: dict[Any, Any], work: Work) -> Done:
    """Bring the description into its next state, if it is still as it was `seen`. Raises `Conflict`."""
    moved: dict[Any, Any] = {
        JobDescription.state: target,
        JobDescription.changed_at: work.now,
        JobDescription.version: seen + 1,
    }
    same = (JobDescription.id == description.id) & (JobDescription.version == seen)
    if description.version != seen or not await JobDescription.update(moved | changes).where(same).returning(
        JobDescription.id
    ):
        raise Conflict(STALE)
    return Done(description.id, seen + 1)


async def note_step(*, id: UUID, number: int, verb: str, readers: list[UUID], by: Viewer, reason: str = "") -> None:
    """Write the step into the description's history."""
    async with unit_of_work(by) as work:
        description = await job_description_row(id=id, by=by)
        await JobDescriptionStep.insert(
            JobDescriptionStep(
                id=work.new_id(), description=id, number=number, owner=description.owner, readers=readers, verb=verb,
                reason=reason, done_by=by.account, done_for=by.organisation, done_at=work.now,
            )
        )  # fmt: skip
