"""Checking passwords costs a processor for a while: a few at a time, in threads, and not an endless queue."""

import asyncio
from typing import Final

from auth.accounts.passwords import matches
from foundation.errors import TooMany

AT_ONCE: Final = 2
MOST_WAITING: Final = 20
BUSY: Final = "いま多くの人がサインインしています。少し待ってから、もう一度お試しください。"


class Checker:
    """Checks `AT_ONCE` passwords at a time and lets `MOST_WAITING` wait; the next is asked to come again."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def matches(self, password: str, kept: str | None) -> bool:
        """Whether the password is the one kept. Raises `TooMany` where the queue is full."""
        if self._waiting >= MOST_WAITING:
            raise TooMany(BUSY)
        self._waiting += 1
        try:
            async with self._places:
                return await asyncio.to_thread(matches, password, kept)
        finally:
            self._waiting -= 1


CHECKER: Final = Checker()
