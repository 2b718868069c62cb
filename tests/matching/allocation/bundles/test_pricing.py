"""Pricing finds sets a person can really serve, and its bound is never below the best of them."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.allocation.solver.bundles.pricing import no_rates, price, reduced_values, relaxed_bound
from matching.allocation.solver.bundles.rates import improved_rates
from matching.allocation.solver.bundles.table import Integers, Table, table_of
from matching.allocation.solver.instance import Instance
from tests.matching.allocation.drawn_instances import instances
from tests.matching.allocation.independent_verifier import faults


def best_by_hand(table: Table, values: Integers, person: int) -> int:
    """The most a person's candidates give together, by trying every set."""
    rows = [row for row in np.flatnonzero(table.person == person) if values[row] > 0]
    sums = [0]
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            if not faults(table.instance, [table.pairs[row].key for row in some]):
                sums.append(int(values[list(some)].sum()))
    return max(sums)


@settings(max_examples=60)
@given(instances(), st.data())
def test_values_are_reached_and_bounds_hold_at_any_width_and_rates(instance: Instance, data: st.DataObject) -> None:
    table = table_of(instance)
    drawn = st.lists(st.integers(-5, 40), min_size=len(table.pairs), max_size=len(table.pairs))
    values = np.array(data.draw(drawn), dtype=np.int64)
    aim = np.zeros(len(table.people), dtype=np.int64)
    rates = improved_rates(table, values, no_rates(table), aim=aim, steps=data.draw(st.integers(0, 5)))
    narrow = price(table, values, rates, width=data.draw(st.integers(1, 3)))
    wide = price(table, values, rates, width=256)
    relaxed = relaxed_bound(table, reduced_values(table, values, rates), rates)
    for person in range(len(table.people)):
        best = best_by_hand(table, values, person)
        assert wide.value[person] == wide.bound[person] == best
        assert narrow.value[person] <= best <= narrow.bound[person]
        assert best <= relaxed[person]
    for found in (narrow, wide):
        taken = np.bincount(table.person[found.taken], weights=values[found.taken], minlength=len(table.people))
        assert taken.astype(int).tolist() == found.value.tolist()
        for person in range(len(table.people)):
            mine = [table.pairs[row].key for row in found.taken if table.person[row] == person]
            assert faults(instance, mine) == []
