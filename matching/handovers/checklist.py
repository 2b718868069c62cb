"""The list that ships with the product: what an office hands over, a dated fact like law."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from matching.handovers.rules import ListItem, Side


def checklist_on(day: date) -> list[ListItem]:
    """The points in force on a day, in order."""
    return [one for one in _items() if one.start <= day and (one.end is None or day < one.end)]


@cache
def _items() -> tuple[ListItem, ...]:
    text = files("matching.handovers").joinpath("checklists", "handover_items.csv").read_text("utf-8")
    return tuple(
        ListItem(
            row["version"], date.fromisoformat(row["from"]), date.fromisoformat(row["until"]) if row["until"] else None,
            int(row["number"]), Side(row["side"]), row["title"],
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip
