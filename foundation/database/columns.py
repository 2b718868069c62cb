"""Column types that PostgreSQL has and Piccolo lacks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from asyncpg import Range
from piccolo.columns.base import Column


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period of days: `start` is in it, `end` is not. `end` None: no end is known.

    In the database a `daterange`; on pages and papers shown inclusive, `last` being the last day.
    """

    start: date
    end: date | None

    @classmethod
    def inclusive(cls, first: date, last: date) -> "Period":
        """From the first to the last day, both in it."""
        return cls(first, last + timedelta(days=1))

    @classmethod
    def of(cls, value: "Range[date]") -> "Period":
        """From asyncpg's range; PostgreSQL always hands date ranges out half-open."""
        assert value.lower is not None
        return cls(value.lower, value.upper)

    @property
    def last(self) -> date | None:
        """The last day in the period, None where no end is known."""
        return None if self.end is None else self.end - timedelta(days=1)

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def as_range(self) -> "Range[date]":
        """What asyncpg sends."""
        return Range(self.start, self.end, lower_inc=True, upper_inc=False)


class DateRange(Column):
    """`daterange`, read and written as asyncpg's `Range`."""

    value_type = Range

    def __init__(self, default: Any = None, **kwargs: Any) -> None:
        self.default = default
        kwargs.update({"default": default})
        super().__init__(**kwargs)

    @property
    def column_type(self) -> str:
        """The SQL name."""
        return "DATERANGE"
