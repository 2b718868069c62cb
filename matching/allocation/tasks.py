"""The worker's door of allocation."""

import logging
from functools import partial
from typing import Final
from uuid import UUID

from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, Refusal, Unavailable
from matching.allocation.left_open import note_left_open
from matching.allocation.running import (
    BROKEN_OFF,
    IMPOSSIBLE,
    begin_price,
    begin_replay,
    begin_run,
    fail_run,
    finish_replay,
    finish_run,
    is_given_up,
)
from matching.allocation.solver.instance import InstanceRefused, NoPlan
from matching.allocation.solving import solved_apart

logger = logging.getLogger(__name__)


async def run_allocation(run: str, account: str, organisation: str) -> None:
    """Compute a plan as the person who asked for it; nothing open is held while the engine works.

    Nobody waits for a plan that will not come: whatever breaks the run off is said on it. A database that is away is
    no end: the queue tries again.
    """
    try:
        await _compute(UUID(run), UUID(account), UUID(organisation))
    except Unavailable:
        raise
    except Refusal as refusal:
        logger.warning("run %s was refused: %s", run, type(refusal).__name__)
        await _break_off(run, organisation)
    except Exception:
        await _break_off(run, organisation)
        raise


async def replay_allocation(run: str, account: str, organisation: str) -> None:
    """Compute a finished run once more from what it keeps, and keep the hash beside the first."""
    id, by = UUID(run), await _viewer(UUID(account), UUID(organisation))
    if asked := await begin_replay(id=id, by=by):
        plan = await solved_apart(asked.instance, asked.aim, given_up=_never, near=asked.near)
        assert plan is not None, "nobody gives a replay up"
        await finish_replay(id=id, plan=plan, by=by)


async def tell_left_open(account: str, organisation: str) -> None:
    """Let the towns read what the plan behind a sent proposal leaves without a person, as the person who sent it."""
    await note_left_open(by=await _viewer(UUID(account), UUID(organisation)))


async def _compute(run: UUID, account: UUID, organisation: UUID) -> None:
    by = await _viewer(account, organisation)
    asked = await begin_run(id=run, by=by)
    if asked is None:
        return
    given_up, bare = partial(is_given_up, id=run, by=by), None
    try:
        plan = await solved_apart(asked.instance, asked.aim, given_up=given_up, near=asked.near)
        if plan is not None and asked.priced:
            await begin_price(id=run, by=by)
            bare = await solved_apart(asked.instance, asked.aim, given_up=given_up, near=asked.near, bare=True)
    except (InstanceRefused, NoPlan):
        await fail_run(id=run, sentence=IMPOSSIBLE, by=by)
    else:
        if plan is not None:
            await finish_run(id=run, plan=plan, bare=bare, by=by)


async def _never() -> bool:
    return False


async def _break_off(run: str, organisation: str) -> None:
    """As the system: the person who asked may have no role any more."""
    await fail_run(id=UUID(run), sentence=BROKEN_OFF, by=Viewer.system(UUID(organisation)))


async def _viewer(account: UUID, organisation: UUID) -> Viewer:
    async with unit_of_work(Viewer.public()) as work:
        by = await viewer_acting(work, account, organisation)
    if by is None:
        raise NotAllowed("頼んだ人の役割が終わっています。")
    return by


TASKS: Final = {
    "run_allocation": run_allocation,
    "replay_allocation": replay_allocation,
    "tell_left_open": tell_left_open,
}
