"""The worker's door of allocation."""

from uuid import UUID

from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed
from matching.allocation.running import begin_run, fail_run, finish_run
from matching.allocation.solver.instance import InstanceRefused, NoPlan
from matching.allocation.solving import solved_apart


async def run_allocation(run: str, account: str, organisation: str) -> None:
    """Compute a plan as the person who asked for it; nothing open is held while the engine works."""
    by = await _viewer(UUID(account), UUID(organisation))
    instance = await begin_run(id=UUID(run), by=by)
    if instance is None:
        return
    try:
        plan = await solved_apart(instance)
    except (InstanceRefused, NoPlan):
        await fail_run(id=UUID(run), by=by)
    else:
        await finish_run(id=UUID(run), plan=plan, by=by)


async def _viewer(account: UUID, organisation: UUID) -> Viewer:
    async with unit_of_work(Viewer.public()) as work:
        by = await viewer_acting(work, account, organisation)
    if by is None:
        raise NotAllowed("案を頼んだ人の役割が終わっています。")
    return by
