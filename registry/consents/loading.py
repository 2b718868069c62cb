"""Bringing the shipped wordings of consents into a database; may run again."""

import csv
from datetime import date
from importlib.resources import files
from typing import Any

import asyncpg

from foundation.database.columns import Period

INSERT = """
insert into consent_wording (number, title, body, longest_months, during, source) values ($1, $2, $3, $4, $5, $6)
on conflict (number) do update set during = excluded.during
"""


async def load_wordings(connection: "asyncpg.Connection[Any]") -> None:
    """Every numbered wording. A number keeps its words for ever: a new wording is a new number."""
    text = files("registry.consents").joinpath("wording", "consent_wordings.csv").read_text("utf-8")
    rows = [
        (int(row["number"]), row["title"], row["body"], int(row["longest_months"]), _days(row), row["source"])
        for row in csv.DictReader(text.splitlines(keepends=True))
    ]
    await connection.executemany(INSERT, rows)


def _days(row: dict[str, str]) -> Any:
    first = date.fromisoformat(row["first_day"])
    if not row["last_day"]:
        return Period(first, None).as_range()
    return Period.inclusive(first, date.fromisoformat(row["last_day"])).as_range()
