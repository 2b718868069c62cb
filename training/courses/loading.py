"""Bringing the shipped courses into a database; may run again."""

import csv
from importlib.resources import files
from typing import Any

import asyncpg

INSERT = """
insert into course (code, position, name, aim, basis, minutes, source) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (code) do update set position = excluded.position, name = excluded.name, aim = excluded.aim,
    basis = excluded.basis, minutes = excluded.minutes, source = excluded.source
"""


async def load_courses(connection: "asyncpg.Connection[Any]") -> None:
    """The five subjects. An empty number of minutes means 未確認."""
    text = files("training.courses").joinpath("catalogue", "courses.csv").read_text("utf-8")
    await connection.executemany(
        INSERT,
        [(row["code"], position, row["name"], row["aim"], row["basis"],
          int(row["minutes"]) if row["minutes"] else None, row["source"])
         for position, row in enumerate(csv.DictReader(text.splitlines()), start=1)],
    )  # fmt: skip
