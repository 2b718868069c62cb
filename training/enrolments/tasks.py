"""The worker's door of training: places that become free, skills that follow completions, reminders. May run twice."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from auth.organisations.queries import bodies_of_kind, system_for
from auth.viewer import Viewer
from foundation.jobs.calendar import one_of_many
from foundation.jobs.worker import Task
from training.enrolments import operations, proving
from training.enrolments.reminding import remind


async def move_up(*, session: str, organisation: str) -> None:
    """Places of a session that became free go to whoever waits."""
    await operations.move_up(session=UUID(session), by=await system_for(UUID(organisation)))


async def prove_skills(*, enrolment: str, organisation: str) -> None:
    """What a completed course teaches joins the person's skills."""
    await proving.prove_skills(enrolment=UUID(enrolment), by=await system_for(UUID(organisation)))


async def remind_of_training() -> None:
    """Pool by pool, one transaction each."""
    for kind in ("prefecture", "union"):
        for body in await bodies_of_kind(kind, by=Viewer.public()):
            with one_of_many("remind_of_training", body.id):
                await remind(by=await system_for(body.id))


TASKS: Final[Mapping[str, Task]] = {"move_up": move_up, "prove_skills": prove_skills}
HOURLY: Final = {"remind_of_training": remind_of_training}
