"""The published points tables, shipped as CSV: every row has its source and dates of effect."""

import csv
from datetime import date
from importlib.resources import files

from matching.fit.weights import Weights, weights_in_force


def published_weights(*, on: date) -> Weights:
    """The fit's points table in force on a date. Raises LookupError outside the published dates."""
    text = files(__name__).joinpath("fit.csv").read_text(encoding="utf-8")
    return weights_in_force(csv.DictReader(text.splitlines()), on=on)
