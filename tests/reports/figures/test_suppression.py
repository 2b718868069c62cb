"""No withheld cell can be computed from what is printed."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reports.figures.suppression import ALL, Cell, printed, withheld

ROWS, COLUMNS = ("a", "b", "c", "d"), ("x", "y", "z")


def with_totals(inner: dict[Cell, int]) -> dict[Cell, int]:
    """A table with sums as totals: the case in which most could be computed."""
    cells = dict(inner)
    for (row, column), people in inner.items():
        for total in ((row, ALL), (ALL, column), (ALL, ALL)):
            cells[total] = cells.get(total, 0) + people
    return cells


def equations(cells: dict[Cell, int], hidden: frozenset[Cell]) -> list[tuple[dict[Cell, int], int]]:
    """What an outsider knows: each row and column sums to its total. Coefficients of the withheld, and the rest."""
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    found = []
    for line in lines:
        total = next(cell for cell in line if ALL in cell and (cell == (ALL, ALL)) == ((ALL, ALL) in line))
        signs = {cell: -1 if cell == total else 1 for cell in line}
        unknown = {cell: sign for cell, sign in signs.items() if cell in hidden}
        found.append((unknown, -sum(sign * cells[cell] for cell, sign in signs.items() if cell not in hidden)))
    return found


def other_values(small: Cell, cells: dict[Cell, int], hidden: frozenset[Cell]) -> bool:
    """Whether another table of people, with a different value in this cell, prints the very same."""
    known = equations(cells, hidden)
    ways = {cell: {cells[cell]} for cell in hidden}
    # One step up or down along a closed walk is enough for a second table; search such steps by depth first.
    return any(_walk(small, step, cells, known, ways) for step in (1, -1))


def _walk(
    small: Cell, step: int, cells: dict[Cell, int], known: list[tuple[dict[Cell, int], int]], ways: dict[Cell, set[int]]
) -> bool:
    waiting = [{small: step}]
    seen = set()
    while waiting:
        change = waiting.pop()
        key = frozenset(change.items())
        if key in seen:
            continue
        seen.add(key)
        if any(cells[cell] + by < 0 for cell, by in change.items()):
            continue
        broken = next((line for line, _ in known if sum(line[c] * change.get(c, 0) for c in line)), None)
        if broken is None:
            return True
        gap = sum(broken[cell] * change.get(cell, 0) for cell in broken)
        waiting += [{**change, cell: -gap * broken[cell]} for cell in broken if cell not in change and abs(gap) == 1]
    return False


tables = st.lists(st.integers(0, 6), min_size=12, max_size=12).map(
    lambda values: with_totals(dict(zip(product(ROWS, COLUMNS), values, strict=True)))
)


@given(tables)
def test_every_withheld_cell_could_be_another(cells: dict[Cell, int]) -> None:
    hidden = withheld(cells)
    assert [cell for cell in hidden if not other_values(cell, cells, hidden)] == []


@given(tables)
def test_no_printed_cell_counts_one_or_two(cells: dict[Cell, int]) -> None:
    assert [people for people in printed(cells).values() if people in (1, 2)] == []


def test_a_lone_small_cell_takes_a_second_in_its_row_and_its_column() -> None:
    cells = with_totals({("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 7, ("b", "y"): 5, ("c", "x"): 8, ("c", "y"): 8})
    assert withheld(cells) == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_a_table_without_small_cells_is_printed_whole() -> None:
    cells = with_totals({("a", "x"): 3, ("a", "y"): 0, ("b", "x"): 4, ("b", "y"): 12})
    assert withheld(cells) == frozenset()


def test_a_lone_person_takes_the_totals_along() -> None:
    cells = with_totals({("a", "x"): 1, ("b", "y"): 0})
    assert None in printed(cells).values()
    assert withheld(cells) == {("a", "x"), ("a", ALL), (ALL, "x"), (ALL, ALL)}
