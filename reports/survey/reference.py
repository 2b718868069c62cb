"""The definitions that the product ships, read from the CSV files beside this module (`decisions.md` 4)."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from foundation.errors import NotFound
from reports.survey.rules import COUNTINGS, Band, Definition, Statement, Window

FOLDER: Final = files("reports.survey") / "reference"


@cache
def definitions() -> Mapping[str, Definition]:
    """Code -> definition, the latest fiscal year first."""
    found = [_definition(row) for row in _rows("definitions.csv")]
    return {one.code: one for one in sorted(found, key=lambda one: one.fiscal_year, reverse=True)}


def definition_called(code: str) -> Definition:
    """The definition with this code. Raises `NotFound`."""
    if code not in definitions():
        known = "、".join(definitions())
        raise NotFound(f"「{code}」という集計の定義はありません。使えるのは {known} です。")
    return definitions()[code]


@cache
def statements() -> tuple[Statement, ...]:
    """What was published beside its own parts."""
    return tuple(_statement(row) for row in _rows("statements.csv"))


def _definition(row: Mapping[str, str]) -> Definition:
    assert row["staff_counting"] in COUNTINGS
    return Definition(
        code=row["code"],
        name=row["name"],
        fiscal_year=int(row["fiscal_year"]),
        published_only=row["published_only"] == "yes",
        facts=Window(date.fromisoformat(row["facts_from"]), date.fromisoformat(row["facts_until"])),
        population=Window(date.fromisoformat(row["population_from"]), date.fromisoformat(row["population_until"])),
        population_bands=_bands(row["bands"], "population"),
        staff_bands=_bands(row["bands"], "staff"),
        staff_counting=row["staff_counting"],
        share_decimals=int(row["share_decimals"]),
        columns=tuple(column["indicator"] for column in _rows("columns.csv") if column["bands"] == row["bands"]),
        answers_as_of=date.fromisoformat(row["answers_as_of"]) if row["answers_as_of"] else None,
        compared_with=row["compared_with"] or None,
        source=row["source"],
        note=row["note"],
    )


def _bands(name: str, axis: str) -> tuple[Band, ...]:
    return tuple(
        Band(row["name"], int(row["first"]), int(row["last"]) if row["last"] else None)
        for row in _rows("bands.csv")
        if (row["bands"], row["axis"]) == (name, axis)
    )


def _statement(row: Mapping[str, str]) -> Statement:
    parts = (part.partition(":") for part in row["parts"].split("|"))
    told_number = int(row["told_number"]) if row["told_number"] else None
    return Statement(
        key=row["key"], fiscal_year=int(row["fiscal_year"]), body=row["body"], told=row["told"],
        told_number=told_number, parts={name: int(number) for name, _, number in parts}, note=row["note"],
        source=row["source"],
    )  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
