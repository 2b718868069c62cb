"""The measures' rates as shipped: a row for each measure and span of fiscal years, each with its source."""

import csv
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files

from matching.funding.rules import CostKind, Measure, Rate


@cache
def published_rates() -> tuple[Rate, ...]:
    """Every row, in the order of the file. An empty cell is what nobody could confirm, or what has no limit."""
    text = files(__name__).joinpath("fiscal_measures.csv").read_text(encoding="utf-8")
    return tuple(_rate(row) for row in csv.DictReader(text.splitlines()))


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(
        measure=Measure(row["measure"]),
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
        rate=Fraction(row["rate"]) if row["rate"] else None,
        ceiling=int(row["ceiling"]) if row["ceiling"] else None,
        persons=int(row["persons"]) if row["persons"] else None,
        costs=frozenset(CostKind(code) for code in row["costs"].split()),
        source=row["source"],
        unconfirmed=row["unconfirmed"],
    )
