"""HiGHS behind one small class: the only module that knows the solver's library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from matching.allocation.solver.instance import NoPlan
from matching.allocation.solver.model import Row, Terms

_ROUNDING = 1e-5
"""Slack when a bound computed in floating point is rounded down to the integer it must be."""
_NONE_KEEPS_ALL = "すべての条件をいちどに満たす割当はありません。"
_NONE_IN_TIME = "探した範囲には、すべての条件をいちどに満たす割当がありませんでした。"
_FEASIBLE = 2
"""The solver's status of a solution that keeps all rows."""


class SolverDoubt(RuntimeError):
    """The solver's answer, rounded to integers, breaks a row: the plan must not be used."""


class Stopped(NoPlan):
    """A search was stopped before it found anything: no proof that there is nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Integer column values, their objective and an upper bound of it."""

    values: list[int]
    value: int
    bound: int


@dataclass(slots=True)
class Patience:
    """How often one search may ask whether to go on, and all that share this together (None: however often).

    One thread asks at the same places of its work every time, so that it stops there on every machine.
    """

    each: int
    left: int | None = None

    @property
    def over(self) -> bool:
        """Nothing is left for all together."""
        return self.left is not None and self.left <= 0

    def stops(self, asked: int) -> bool:
        """Whether a search ends that asks for the `asked`th time."""
        if self.left is not None:
            self.left -= 1
        return asked > self.each or (self.left is not None and self.left < 0)


class Highs:
    """Rows handed over once, more as stages are kept; solved for one objective after the other.

    One thread, fixed seed, no relative gap and no clock: the answer is the same on a loaded machine.
    `node_limit` and `patience` are the ways to stop early, the latter within a node too; the bound then stays above the
    value. A row that asks something of no column is judged here: the solver calls a model without columns empty and
    never looks at its rows.
    """

    def __init__(
        self, *, columns: int, rows: Sequence[Row], node_limit: int | None, patience: Patience | None = None
    ) -> None:
        import highspy  # imported here: a process that only reads plans need not load the solver

        self._library = highspy
        build: Callable[[], Any] = highspy.Highs  # the class itself carries no types
        self._highs = build()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        if node_limit is not None:
            self.limit_nodes(node_limit)
        self._asked = 0
        if patience is not None:
            self._limit_patience(patience)
        self._impossible = False
        self._columns = np.arange(columns, dtype=np.int32)
        self._highs.addVars(columns, np.zeros(columns), np.ones(columns))
        integer = np.full(columns, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
        self._highs.changeColsIntegrality(columns, self._columns, integer)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for row in rows:
            self.add(row)

    @property
    def version(self) -> str:
        """Name and version of the solver, as stored with a plan."""
        return f"HiGHS {self._highs.version()}"

    def limit_nodes(self, nodes: int) -> None:
        """How many nodes every later search may take."""
        self._highs.setOptionValue("mip_max_nodes", nodes)

    def _limit_patience(self, patience: Patience) -> None:
        def look(asking: Any) -> None:
            self._asked += 1
            if patience.stops(self._asked):
                asking.interrupt()

        self._highs.cbMipInterrupt += look

    def add(self, row: Row) -> None:
        """One more row for every later solve."""
        self._impossible |= not row.terms and not row.holds(())
        infinity = self._library.kHighsInf
        lower = -infinity if row.lower is None else row.lower
        upper = infinity if row.upper is None else row.upper
        columns = np.array(list(row.terms), dtype=np.int32)
        self._highs.addRow(lower, upper, len(columns), columns, np.array(list(row.terms.values()), dtype=float))

    def prices(self, terms: Terms, *, lower: Sequence[int], upper: Sequence[int]) -> list[float]:
        """Row prices of the continuous relaxation. Raises NoPlan when even that has no solution."""
        self._highs.setOptionValue("solve_relaxation", True)
        self._run(terms, lower=lower, upper=upper)
        return list(self._highs.getSolution().row_dual)

    def maximise(
        self,
        terms: Terms,
        *,
        lower: Sequence[int],
        upper: Sequence[int],
        start: Sequence[int] | None,
        ceiling: int,
        enough: int,
    ) -> Answer:
        """The best integer solution within the column limits, or one that reaches `enough`; none can pass `ceiling`.

        Raises NoPlan and Stopped.
        """
        self._highs.setOptionValue("solve_relaxation", False)
        self._highs.setOptionValue("objective_target", float(enough))
        if start is not None:
            self._highs.setSolution(len(self._columns), self._columns, np.array(start, dtype=float))
        self._run(terms, lower=lower, upper=upper)
        values = self._values()
        value = sum(coefficient * values[column] for column, coefficient in terms.items())
        bound = min(self._highs.getInfo().mip_dual_bound + _ROUNDING, ceiling)
        return Answer(values, value, max(floor(bound), value))

    def best_within(self, row: Row, terms: Terms, *, lower: Sequence[int], upper: Sequence[int]) -> list[int] | None:
        """The best integer solution that also keeps `row`, which is taken out again; None when there is none.

        Raises Stopped where that stayed open.
        """
        self.add(row)
        self._highs.setOptionValue("solve_relaxation", False)
        self._highs.setOptionValue("objective_target", -self._library.kHighsInf)
        try:
            self._run(terms, lower=lower, upper=upper)
            return self._values()
        except Stopped:
            raise
        except NoPlan:
            return None
        finally:
            last = self._highs.getNumRow() - 1
            self._highs.deleteRows(1, np.array([last], dtype=np.int32))

    def _values(self) -> list[int]:
        return [round(value) for value in self._highs.getSolution().col_value]

    def _run(self, terms: Terms, *, lower: Sequence[int], upper: Sequence[int]) -> None:
        if self._impossible:
            raise NoPlan(_NONE_KEEPS_ALL)
        costs = np.zeros(len(self._columns))
        costs[list(terms)] = list(terms.values())
        self._highs.changeColsCost(len(costs), self._columns, costs)
        limits = np.array(lower, dtype=float), np.array(upper, dtype=float)
        self._highs.changeColsBounds(len(costs), self._columns, *limits)
        self._asked = 0
        self._highs.run()
        status, known = self._highs.getModelStatus(), self._library.HighsModelStatus
        if status == known.kInfeasible:
            raise NoPlan(_NONE_KEEPS_ALL)
        stopped = status in (known.kInterrupt, known.kSolutionLimit)
        if stopped and self._highs.getInfo().primal_solution_status != _FEASIBLE:
            raise Stopped(_NONE_IN_TIME)
        if not stopped and status not in (known.kOptimal, known.kModelEmpty, known.kObjectiveTarget):
            raise SolverDoubt(f"{self.version} は答えを出しませんでした（{status.name}）。")


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
}
