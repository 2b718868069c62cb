"""Where `now` and new ids come from; tests and the demo world put their own in place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from foundation.text.ids import uuid7


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time in UTC and makes ids."""

    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


SYSTEM_CLOCK = Clock(now=lambda: datetime.now(UTC), new_id=uuid7)

_clock: ContextVar[Clock] = ContextVar("clock", default=SYSTEM_CLOCK)


def current_clock() -> Clock:
    """The clock in force here."""
    return _clock.get()


@contextmanager
def clock_set_to(clock: Clock) -> Iterator[None]:
    """Work by another clock inside the block."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
