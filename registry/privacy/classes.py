"""The classes of retention: what is kept how long after which event, on which basis. Data with sources, as CSV."""

import csv
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct, convert

HOW: Final = {
    "run": "毎日、期間の過ぎたものを消します",
    "hourly": "1時間ごとに消します",
    "decision": "人が決裁して処分します",
    "kept": "消しません",
}


class RetentionClass(Struct, frozen=True):
    """A class. `months` after the event, 0 where it is never removed; `how` says who removes it."""

    code: str
    name: str
    event: str
    months: int
    how: str
    basis: str
    source: str


@cache
def retention_classes() -> tuple[RetentionClass, ...]:
    """Every class in the order of the file."""
    text = files("registry.privacy").joinpath("retention", "retention_classes.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(convert({**row, "months": int(row["months"] or 0)}, RetentionClass) for row in rows)


def retention_class(code: str) -> RetentionClass:
    """The class of this code."""
    return next(row for row in retention_classes() if row.code == code)
