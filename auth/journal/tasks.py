"""The worker's door of the journal: what was appended is sealed every hour. It may run twice."""

import logging
from typing import Final

from auth.journal.checkpoints import CheckpointUnfit, checkpoints_of
from auth.journal.sealing import seal_journal
from foundation.database.place import Outside

logger = logging.getLogger(__name__)


async def seal(*, outside: Outside) -> None:
    """Seal. Where the lines outside do not fit the database nothing is added to them: an operator has to look."""
    try:
        await seal_journal(checkpoints=checkpoints_of(outside))
    except CheckpointUnfit:
        logger.exception("the seals outside do not fit the database: run dxpool journal verify")


HOURLY: Final = {"seal_journal": seal}
