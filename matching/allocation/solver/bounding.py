"""Exact integer bounds from the solver's floating-point prices: no tolerance can make a proof wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.allocation.solver.model import Row, Terms

SCALE = 1 << 20
"""Prices are rounded to multiples of 1/SCALE; any prices of the right sign give a valid bound."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A bound on an objective and each column's reduced cost, both times SCALE.

    A solution with a column away from the side its reduced cost prefers has at most `bound - abs(reduced)`.
    """

    bound: int
    reduced: list[int]

    @property
    def value(self) -> int:
        """The bound as the objective's own integer."""
        return self.bound // SCALE


def certificate(
    rows: Iterable[Row], *, lower: Sequence[int], upper: Sequence[int], terms: Terms, prices: Iterable[float]
) -> Certificate:
    """Weak duality: objective <= sum of price x limit + each column's best at its reduced cost."""
    reduced = [0] * len(lower)
    for column, points in terms.items():
        reduced[column] = points * SCALE
    bound = 0
    for row, price in zip(rows, prices, strict=True):
        scaled = _signed(row, round(price * SCALE))
        if scaled == 0:
            continue
        limit = row.upper if scaled > 0 else row.lower
        assert limit is not None
        bound += scaled * limit
        for column, coefficient in row.terms.items():
            reduced[column] -= scaled * coefficient
    bound += sum(cost * (high if cost > 0 else low) for cost, low, high in zip(reduced, lower, upper, strict=True))
    return Certificate(bound, reduced)


def _signed(row: Row, price: int) -> int:
    """The price, or 0 where the row has no limit on the side it would need."""
    if (price > 0 and row.upper is None) or (price < 0 and row.lower is None):
        return 0
    return price
