"""The demo's own clock: it moves from the past to the day of the demo, and its ids follow from that day."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from foundation.database.clock import Clock
from foundation.text.dates import JST

Item = TypeVar("Item")


class Timeline:
    """Where the story stands. Chance comes from here too, so that it is the same chance each time."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.chance = random.Random(f"demo {as_of.isoformat()}")  # noqa: S311 a story, not a secret
        self._now = datetime.combine(as_of, time(9), JST)

    def days_ago(self, days: int) -> None:
        """Go to some hour of the working day, so many days before the day of the demo."""
        hour = time(self.chance.randrange(9, 17), self.chance.randrange(60))
        self._now = datetime.combine(self.as_of - timedelta(days=days), hour, JST)

    def later(self, passed: timedelta) -> None:
        """The same day, so much later."""
        self._now += passed

    @property
    def today(self) -> date:
        """The day the story stands on."""
        return self._now.date()

    def clock(self) -> Clock:
        """What operations are made to read."""
        return Clock(now=lambda: self._now.astimezone(UTC), new_id=self.new_id)

    def new_id(self) -> UUID:
        """A UUID version 7 of the story's moment, its random part drawn from the story's chance."""
        millisecond = int(self._now.timestamp() * 1000)
        drawn = self.chance.getrandbits(74)
        return UUID(int=millisecond << 80 | 0x7 << 76 | (drawn >> 62) << 64 | 0b10 << 62 | drawn & (1 << 62) - 1)

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """So many of the items, by chance."""
        return self.chance.sample(items, count)
