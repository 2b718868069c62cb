"""What has to be so before somebody is registered: versioned data beside this module (`decisions.md` 22).

The ministry's outline is not public; a new rule set is new rows, and a registration keeps the set it began under.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

POOL: Final = "pool"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of a set: who finds it kept (`pool` or `ministry`), and whether its source confirms it."""

    rule_set: str
    start: date
    end: date | None
    rule: str
    words: str
    found_by: str
    confirmed: bool
    source: str


def rule_set_on(day: date) -> str:
    """The set in force on a day; before the first one, the first."""
    known = [check.rule_set for check in _checks() if check.start <= day and (check.end is None or day < check.end)]
    return known[0] if known else _checks()[0].rule_set


def checks_of(rule_set: str) -> tuple[Check, ...]:
    """The rules of a set, in their order."""
    return tuple(check for check in _checks() if check.rule_set == rule_set)


@cache
def _checks() -> tuple[Check, ...]:
    text = files("registry.accelerators").joinpath("reference", "checks.csv").read_text("utf-8")
    return tuple(
        Check(row["rule_set"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]) if row["end"] else None,
              row["rule"], row["words"], row["found_by"], row["confirmed"] == "yes", row["source"])
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip
