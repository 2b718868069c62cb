"""The published points tables, shipped as CSV: every row has its source and dates of effect."""

import csv
from datetime import date
from importlib.resources import files
from typing import Final

from matching.fit.weights import Weights, weights_in_force

TABLES: Final = {"": "公開している配点", "near": "移動を重く見る配点（くらべるため）"}
"""Tables a scenario may ask for; the empty one decides everything else."""


def published_weights(*, on: date, table: str = "") -> Weights:
    """The fit's points table in force on a date. Raises LookupError outside the published dates."""
    name = f"fit_{table}.csv" if table else "fit.csv"
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return weights_in_force(csv.DictReader(text.splitlines()), on=on)
