"""Ten runs, rows shuffled, in processes with one and two threads: one hash, on the exact and on the large path."""

import pytest

from bench.answers import hashes_line, shuffled
from bench.instances import country, prefecture
from matching.allocation.solver.method import solve
from matching.allocation.solver.plan import Method


@pytest.mark.parametrize("method", [Method.EXACT, Method.BUNDLE, Method.GREEDY, Method.STABLE])
def test_the_order_of_rows_changes_nothing(method: Method) -> None:
    exact = method is Method.EXACT
    instance = prefecture(seed=4, people=10, needs=24, pairs=90) if exact else country(seed=4, people=40, needs=90)
    first = solve(instance, method=method)
    for seed in range(10):
        again = solve(shuffled(instance, seed), method=method)
        assert (again.plan_hash, again.input_hash) == (first.plan_hash, first.input_hash)


@pytest.mark.prove
@pytest.mark.parametrize(("people", "needs", "method"), [(60, 180, "exact"), (200, 500, "bundle")])
def test_processes_with_one_and_two_threads_agree(people: int, needs: int, method: str) -> None:
    line = hashes_line(people, needs, method=method)
    print(line)
    assert line.endswith(": 1 hash.")
