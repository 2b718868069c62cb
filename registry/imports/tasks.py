"""The worker's door of imports."""

import logging
from typing import Final
from uuid import UUID

from auth.signin.queries import viewer_acting
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, Refusal, Unavailable
from registry.imports.applying import apply_whole, fail_import

logger = logging.getLogger(__name__)

ROLE_ENDED: Final = "取り込みを頼んだ人の役割が終わっています。"
BROKEN_OFF: Final = "取り込みの途中で問題が起きました。"


async def apply_import(upload: str, account: str, organisation: str) -> None:
    """Take in a file as the person who asked for it. Whatever breaks it off is said on it.

    A database that is away is no end: the queue tries again, and the rows that are in are not taken in twice.
    """
    id, body = UUID(upload), UUID(organisation)
    try:
        await apply_whole(id=id, by=await _viewer(UUID(account), body))
    except Unavailable:
        raise
    except Refusal as refusal:
        logger.warning("import %s was refused: %s", upload, type(refusal).__name__)
        await fail_import(id=id, sentence=refusal.sentence, by=Viewer.system(body))
    except Exception:
        await fail_import(id=id, sentence=BROKEN_OFF, by=Viewer.system(body))
        raise


async def _viewer(account: UUID, organisation: UUID) -> Viewer:
    async with unit_of_work(Viewer.public()) as work:
        by = await viewer_acting(work, account, organisation)
    if by is None:
        raise NotAllowed(ROLE_ENDED)
    return by


TASKS: Final = {"apply_import": apply_import}
