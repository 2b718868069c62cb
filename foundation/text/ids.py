"""Identifiers: time-ordered UUIDs for our own rows, name-based UUIDs for public bodies."""

import os
import secrets
import threading
import time
from datetime import datetime
from uuid import UUID, uuid5

BODY_NAMESPACE = UUID("5f0c9a52-6d0b-5b0e-9c1e-7a4b8c2d1e93")
_COUNTER_BITS = 42
_TAIL_BITS = 32


class _Sequence:
    """A 42-bit counter (RFC 9562, section 6.2, method 1), seeded at random for each new millisecond.

    The top bit of the seed stays clear: 2**41 ids fit into one millisecond before the counter could overflow.
    """

    def __init__(self) -> None:
        self.millisecond = -1
        self._counter = 0
        self._lock = threading.Lock()

    def at(self, millisecond: int, *, forward_only: bool) -> tuple[int, int]:
        with self._lock:
            moment = max(millisecond, self.millisecond) if forward_only else millisecond
            if moment == self.millisecond:
                self._counter += 1
            else:
                self.millisecond, self._counter = moment, secrets.randbits(_COUNTER_BITS - 1)
            return moment, self._counter


_clock = _Sequence()
_given = _Sequence()


def uuid7(now: datetime | None = None) -> UUID:
    """A UUID version 7 (RFC 9562, section 5.7), strictly increasing within one process.

    Without `now` the machine's clock is read, and a clock that steps back does not take the ids back with it.
    With `now` (aware) the id carries exactly that millisecond; ids of one millisecond still increase.
    """
    if now is None:
        millisecond, counter = _clock.at(time.time_ns() // 1_000_000, forward_only=True)
    else:
        millisecond, counter = _given.at(int(now.timestamp() * 1000), forward_only=False)
    high, low = counter >> 30, counter & 0x3FFF_FFFF
    tail = int.from_bytes(os.urandom(_TAIL_BITS // 8))
    return UUID(int=millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low << _TAIL_BITS | tail)


def body_id(code6: str) -> UUID:
    """The id of a public body, the same on every installation, so that exported files can be joined."""
    return uuid5(BODY_NAMESPACE, code6)
