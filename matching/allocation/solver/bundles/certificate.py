"""The printed bound: valid for any prices, computed in integers, so that no tolerance can make it wrong.

Weak duality over bundles (Dantzig and Wolfe): objective <= sum of need prices + each person's best bundle at these
prices - what the held stages must reach at their prices. A person's best bundle is replaced by a bound of it.
"""

from collections.abc import Sequence

import numpy as np

from matching.allocation.solver.bundles.pricing import price, reduced_values, relaxed_bound
from matching.allocation.solver.bundles.relaxation import SCALE, Held, Prices
from matching.allocation.solver.bundles.table import Integers, Table


def values_at(table: Table, points: Integers, held: Sequence[Held], prices: Prices) -> Integers:
    """(E): scaled points of a candidate, with its worth to held stages, less the price of its need."""
    worth = points * SCALE
    for each, rate in zip(held, prices.held, strict=True):
        worth = worth + each.points * rate
    value: Integers = worth - prices.needs[table.need]
    return value


def certified_bound(
    table: Table, points: Integers, held: Sequence[Held], prices: Prices, *, widths: Sequence[int] = ()
) -> int:
    """An upper bound of the sum of `points` over all plans that keep the held stages.

    Without `widths` each person is bounded by months alone; with them by bundles, the search as wide as the last.
    Raises ValueError for a negative price where none may be.
    """
    if (prices.needs[~table.must_fill] < 0).any() or min(prices.held, default=0) < 0:
        raise ValueError("a price is negative")
    values = values_at(table, points, held, prices)
    people = relaxed_bound(table, reduced_values(table, values, prices.rates), prices.rates)
    open_people = np.ones(len(table.people), dtype=bool)
    for width in widths:
        priced = price(table, np.where(open_people[table.person], values, 0), prices.rates, width=width)
        people = np.where(open_people, np.minimum(people, priced.bound), people)
        open_people &= priced.bound > priced.value
    total = int(people.sum()) + int(prices.needs.sum())
    total -= sum(each.least * rate for each, rate in zip(held, prices.held, strict=True))
    return total // SCALE
