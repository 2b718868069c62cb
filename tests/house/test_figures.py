"""A number of the field stands on a board or home only as a `Figure`: with its definition, its moment and its rows.

What counts as one: whatever a template takes from `figures` or sums up, and each cell of a table that holds a number.
The length of the list that stands right beneath its heading is none: the rows are on the page already.
"""

import re
from pathlib import Path

import pytest

from tests.house.repository import ROOT, place

BOARDS = sorted(path for noun in ("dashboards", "homes") for path in ROOT.glob(f"reports/{noun}/templates/**/*.html"))
PRINTED = re.compile(r"{{-?(.*?)-?}}", re.DOTALL)
CELL = re.compile(r'<td class="number[^>]*>(.*?)</td>', re.DOTALL)
FIELD = re.compile(r"\bfigures\b(?!\.as_of|\[\"towns\"\]\.as_of|\.registrations_by_month)|\|\s*sum\b|\.people\b")
MADE = re.compile(r"^\s*(figure_number|figure_cell|figure_block|people_table|block)\(")
DRAWN = re.compile(r"^\s*(stacked_strip|line_chart|tile_map|heat_table)\(")
"""Charts draw what stands beside them as figures or in their own table."""
OTHER_NUMBERS = {
    "reports/homes/templates/homes/school.html": "places of a session: a fact of the row, not a count of the field",
    "reports/homes/templates/homes/_towns.html": "days that one town waits",
}


@pytest.mark.parametrize("path", BOARDS, ids=place)
def test_numbers_of_the_field_are_figures(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    raw = [one for one in PRINTED.findall(text) if FIELD.search(one) and not (MADE.match(one) or DRAWN.match(one))]
    assert not raw, f"{place(path)} prints numbers that are no Figure: {raw}"
    cells = [one for one in CELL.findall(text) if "figure_number(" not in one]
    assert not cells or place(path) in OTHER_NUMBERS, f"{place(path)} has cells that are no Figure: {cells}"


def test_the_boards_do_print_figures() -> None:
    printed = sum(len(re.findall(r"figure_(?:number|cell|block)\(", path.read_text("utf-8"))) for path in BOARDS)
    assert printed > 25 and set(OTHER_NUMBERS) <= {place(path) for path in BOARDS}
