"""Small cells that count people are withheld, with others from which they could be computed (`decisions.md` 21).

Pure. A table with its totals is a graph: each row and each column is a point, the totals being one more row and one
more column, and each printed number is a line between its row and its column. Whoever knows all lines but some can
compute a withheld one exactly where it is a bridge among the withheld. So every small cell is put on a closed walk of
withheld cells: adding 1 and taking 1 away in turn along that walk gives another table with the same printed numbers.
Only cells above 0 may stand on the walk: nobody can be taken away from 0. (Totals that count a person of two cells
once are weaker than sums; what cannot be computed from sums cannot be computed from them.)
"""

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from typing import Final

SMALLEST_SHOWN: Final = 3
"""From how many people a cell is printed. 0 is printed too: it is about nobody."""

ALL: Final = ""
"""The row or column of totals."""

Cell = tuple[str, str]
"""Row, column."""

_Point = tuple[int, str]
_Graph = dict[_Point, list[tuple[Cell, _Point]]]
_TOTAL_COSTS: Final = 1_000_000
"""A total is withheld only where no other cell will do."""
_NEVER: Final = 10**12
"""The cell itself is no way round."""


def withheld(cells: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells of a table that are not printed. A withheld cell costs a walk nothing; what those close needs no other.

    `cells` holds every row and column with its totals under `ALL`; a cell that is missing counts 0.
    """
    small = sorted(cell for cell, people in cells.items() if 0 < people < SMALLEST_SHOWN)
    prices = {cell: people + (_TOTAL_COSTS if ALL in cell else 0) for cell, people in cells.items()}
    prices.update(dict.fromkeys(small, 0))
    around, closed = _graph(cells), _graph(dict.fromkeys(small, 1))
    for cell in small:
        if _closed_walk(cell, closed, prices) != [cell]:
            continue
        for other in _closed_walk(cell, around, prices):
            if prices[other]:
                prices[other] = 0
                _put(other, closed)
    return frozenset(cell for cell, price in prices.items() if cells[cell] and not price)


def printed(cells: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """The table as a viewer without access to its rows sees it: None is withheld."""
    hidden = withheld(cells)
    return {cell: None if cell in hidden else people for cell, people in cells.items()}


def _graph(cells: Mapping[Cell, int]) -> _Graph:
    """Each row and column with the cells above 0 that lead away from it."""
    around: _Graph = {}
    for cell, people in cells.items():
        if people:
            _put(cell, around)
    return around


def _put(cell: Cell, around: _Graph) -> None:
    row, column = (0, cell[0]), (1, cell[1])
    around.setdefault(row, []).append((cell, column))
    around.setdefault(column, []).append((cell, row))


def _closed_walk(small: Cell, around: _Graph, prices: Mapping[Cell, int]) -> list[Cell]:
    """The cells, cheapest first, that lead from the small cell's row back to its column without using it."""
    start, goal = (0, small[0]), (1, small[1])
    came_by: dict[_Point, tuple[Cell, _Point]] = {}
    waiting: list[tuple[int, _Point]] = [(0, start)]
    best = {start: 0}
    while waiting:
        spent, point = heappop(waiting)
        if point == goal:
            break
        if spent > best[point]:
            continue
        for cell, following in around.get(point, ()):
            total = spent + (_NEVER if cell == small else prices[cell])
            if following not in best or total < best[following]:
                best[following] = total
                came_by[following] = (cell, point)
                heappush(waiting, (total, following))
    return list(_back(came_by, start, goal))


def _back(came_by: Mapping[_Point, tuple[Cell, _Point]], start: _Point, goal: _Point) -> Iterator[Cell]:
    while goal != start:
        cell, goal = came_by[goal]
        yield cell
