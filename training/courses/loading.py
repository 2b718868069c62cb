"""Bringing the shipped courses and their texts into a database; may run again."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final
from uuid import uuid5

import asyncpg
import yaml
from msgspec.json import encode

from foundation.text.ids import BODY_NAMESPACE

INSERT: Final = """
insert into course (code, position, name, aim, basis, minutes, kind, prerequisites, valid_months, teaches, source)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (code) do update set position = excluded.position, name = excluded.name, aim = excluded.aim,
    basis = excluded.basis, minutes = excluded.minutes, kind = excluded.kind, prerequisites = excluded.prerequisites,
    valid_months = excluded.valid_months, teaches = excluded.teaches, source = excluded.source
"""
EDITION: Final = """
insert into course_edition (id, course, number, text, units, what_changed, source, published_by, published_on)
values ($1, $2, $3, $4, $5, '', $6, null, $7) on conflict do nothing
"""


async def load_courses(connection: "asyncpg.Connection[Any]") -> None:
    """The catalogue and the texts that come with it. An empty number of minutes or months means 未確認 or none."""
    await connection.executemany(INSERT, list(_courses()))
    await connection.executemany(EDITION, list(_editions()))


def _courses() -> Iterator[tuple[Any, ...]]:
    text = files("training.courses").joinpath("catalogue", "courses.csv").read_text("utf-8")
    for position, row in enumerate(csv.DictReader(text.splitlines()), start=1):
        yield (
            row["code"], position, row["name"], row["aim"], row["basis"], _number(row["minutes"]), row["kind"],
            row["prerequisites"].split(), _number(row["valid_months"]), row["teaches"].split(), row["source"],
        )  # fmt: skip


def _editions() -> Iterator[tuple[Any, ...]]:
    for file in files("training.courses").joinpath("catalogue", "texts").iterdir():
        course = file.name.removesuffix(".yaml")
        edition = yaml.safe_load(file.read_text("utf-8"))
        id = uuid5(BODY_NAMESPACE, f"course-edition-{course}-{edition['number']}")
        yield (
            id, course, edition["number"], edition["text"].strip(), encode(edition["units"]).decode(),
            edition["source"], edition["published_on"],
        )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text else None
