"""The base of every shape that comes in."""

from datetime import date, datetime
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)


class Shape(BaseModel):
    """A shape that refuses fields it does not know, so that nothing is assigned by the way, and days of no use."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _in_our_time(self) -> Self:
        days = (value.date() if isinstance(value, datetime) else value for _, value in self)
        if any(isinstance(day, date) and not EARLIEST <= day <= LATEST for day in days):
            raise ValueError(f"日付は{EARLIEST.year}年から{LATEST.year}年までで入力してください。")
        return self
