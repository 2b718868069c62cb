"""The base of every shape that comes in."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from foundation.text.dates import EARLIEST, LATEST, OF_NO_USE


class Shape(BaseModel):
    """A shape that refuses fields it does not know, so that nothing is assigned by the way, and days of no use."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _in_our_time(self) -> Self:
        days = (value.date() if isinstance(value, datetime) else value for _, value in self)
        if any(isinstance(day, date) and not EARLIEST <= day <= LATEST for day in days):
            raise ValueError(OF_NO_USE)
        return self
