"""A day as people type it into a cell."""

import re
from datetime import date
from typing import Final

from foundation.text.text_type import digits

DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read_day(cell: str) -> date:
    """A day as `2027-04-01`, `2027/4/1` or `2027年4月1日`, in half or full width. Raises `ValueError`."""
    found = DAY.fullmatch(digits(cell).strip())
    if found is None:
        raise ValueError(cell)
    return date(*(int(part) for part in found.groups()))
