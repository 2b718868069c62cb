"""Linear programmes handed to HiGHS's first-order method: prices good to a few digits in a fraction of simplex's time.

Nothing found here is trusted as it is: bounds are computed again in integers from the prices, plans are checked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.allocation.solver.bundles.table import Integers

Floats = NDArray[np.float64]
Parts = Sequence[NDArray[np.integer[Any]]]

_ITERATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Entries:
    """A sparse matrix as rows, columns and integer coefficients of the same length, in 32 bits: it is the largest thing
    in memory."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    coefficients: NDArray[np.int32]

    @classmethod
    def joined(cls, rows: Parts, columns: Parts, coefficients: Parts) -> "Entries":
        """Parts behind each other."""
        return cls(
            *(np.concatenate(each, dtype=np.int32, casting="same_kind") for each in (rows, columns, coefficients))
        )


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Column values and the price of each row's limit, never negative."""

    values: Floats
    prices: Floats
    objective: float


def relaxed_maximum(
    points: Integers | Floats, entries: Entries, limits: Integers, *, tolerance: float, iterations: int = _ITERATIONS
) -> Relaxed:
    """Maximise `points` over 0 <= columns <= 1 with rows <= `limits`; one thread, a limit on iterations, no clock.

    The solver keeps several copies of the programme while it works: ours are given up before it starts.
    """
    import highspy  # imported here: a process that only reads plans need not load the solver

    programme = _programme(points, entries, limits)
    del entries
    build: Callable[[], Any] = highspy.Highs  # the class itself carries no types
    highs = build()
    options = _OPTIONS | {
        "kkt_tolerance": tolerance,
        "pdlp_optimality_tolerance": tolerance,
        "pdlp_iteration_limit": iterations,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(programme)
    del programme
    highs.run()
    solution = highs.getSolution()
    return Relaxed(
        np.array(solution.col_value),
        np.maximum(-np.array(solution.row_dual), 0.0),
        -highs.getInfo().objective_function_value,
    )


def _programme(points: Integers | Floats, entries: Entries, limits: Integers) -> Any:
    import highspy

    order = np.lexsort((entries.rows, entries.columns))
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(points), len(limits)
    programme.col_cost_ = -points.astype(float)  # HiGHS minimises; its row prices come out negative
    programme.col_lower_, programme.col_upper_ = np.zeros(len(points)), np.ones(len(points))
    programme.row_lower_ = np.full(len(limits), -highspy.kHighsInf)
    programme.row_upper_ = limits.astype(float)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = np.searchsorted(entries.columns[order], np.arange(len(points) + 1))
    programme.a_matrix_.index_ = entries.rows[order]
    programme.a_matrix_.value_ = entries.coefficients[order].astype(float)
    return programme


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "solver": "pdlp",
    "presolve": "off",  # it takes columns out, and the prices it puts back without a basis are far from good
    "run_crossover": "off",
}
