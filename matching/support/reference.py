"""What the product ships about visits: how often each model of co-operation looks after every town (dated facts)."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from matching.support.rules import VisitRule


def visit_rule_on(model: str, day: date) -> VisitRule | None:
    """The promise of a framework's model on a day, None where it makes none."""
    return next(
        (rule for rule in _rules() if rule.model == model and rule.start <= day and (not rule.end or day < rule.end)),
        None,
    )


@cache
def _rules() -> tuple[VisitRule, ...]:
    text = files("matching.support").joinpath("reference", "visit_rules.csv").read_text("utf-8")
    return tuple(
        VisitRule(
            row["model"], date.fromisoformat(row["from"]), date.fromisoformat(row["until"]) if row["until"] else None,
            int(row["times"]), row["on_site"] == "yes", row["escorted"] == "yes", row["words"], row["source"],
            row["confirmed"] == "yes",
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip
