"""What the calendar's tasks share: one thing that cannot be moved does not stop the others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from foundation.errors import Refusal

logger = logging.getLogger(__name__)


@contextmanager
def one_of_many(verb: str, id: UUID) -> Iterator[None]:
    """Do one of the day's things inside the block; a refusal is logged by id, and the next hour tries again.

    The sentence of the refusal stays out of the log: it may name somebody.
    """
    try:
        yield
    except Refusal as refusal:
        logger.warning("%s of %s was refused: %s", verb, id, type(refusal).__name__)
