"""Pydantic types for what people type: days, yen, whole numbers in half or full width."""

import unicodedata
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from foundation.text.half_days import DaysUnreadable, parse_half_days


def _half_days(value: Any) -> Any:
    """A form sends days as text; a program sends integer half-days."""
    if not isinstance(value, str):
        return value
    try:
        return parse_half_days(value)
    except DaysUnreadable as error:
        raise PydanticCustomError("days_unreadable", "{sentence}", {"sentence": str(error)}) from error


def _plain_number(value: Any) -> Any:
    """`１，２００円` and `1,200` are 1200."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFKC", value).replace(",", "").removesuffix("円").strip()


UUID_TEXT: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

HalfDays = Annotated[int, BeforeValidator(_half_days), Field(ge=1, le=62)]
"""Days a month in integer half-days, 1 to 62."""

HalfDaysOrNone = Annotated[int, BeforeValidator(_half_days), Field(ge=0, le=62)]
"""The same, where no day at all is an answer too."""

Yen = Annotated[int, BeforeValidator(_plain_number), Field(ge=1, le=100_000_000)]
"""Whole yen."""

Number = Annotated[int, BeforeValidator(_plain_number)]
"""A whole number."""
