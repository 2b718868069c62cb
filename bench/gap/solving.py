"""A generalized assignment solved by the engine's exact path on all of its open pairs and on the likeliest, in turn.

Knapsack prices bound the problem and rank the pairs: what no assignment better than the one at hand can contain is left
out for good. Blocks of agents better what the exact path finds; once all that is open has been searched, the answer is
proven.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from random import Random
from time import process_time
from typing import Literal

import numpy as np

from bench.gap.allocating import instance_of, with_pairs
from bench.gap.knapsacks import SCALE, Integers, Knapsacks
from bench.gap.pricing import best_prices
from bench.gap.reading import Problem
from matching.allocation.solver.bundles.blocks import Blocks, Effort
from matching.allocation.solver.greedy import greedy_assignments
from matching.allocation.solver.highs import Answer, Highs, SolverDoubt
from matching.allocation.solver.instance import Instance, Key, NoPlan
from matching.allocation.solver.model import Model
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import PairStage

Sense = Literal["min", "max"]

_STEPS, _PRICING = 300, 0.2
"""Of the prices: steps at most, and the share of the time they may take."""
_CORE = 3
"""Pairs a job in every other search and in the blocks; the other searches see all that is open."""
_NODES, _MORE = 6, 10
"""Nodes of the first search for each second there is, and how many times as many after one that was cut short."""
_CAREFUL = 0.9
"""Share of the time left that a search may take, if a node costs what it did before."""
_BLOCK_NODES, _BLOCK_JOBS = 50, 60
"""Of a block of agents: nodes of its search, and jobs, about."""
_SWEEP = 8
"""Blocks solved between two searches, again as long as they pay."""
_POINTS = PairStage("objective", lambda _, pair: pair.fit)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: None where there is no assignment at all (`proven`) or none was found in time."""

    objective: int | None
    bound: int | None
    proven: bool
    cpu_seconds: float


def solve_problem(problem: Problem, *, sense: Sense, seconds: float) -> Outcome:
    """Every job to exactly one agent within capacity; `seconds` of CPU, looked at between rounds of bounded work."""
    begun = process_time()
    try:
        task = _Task(problem, sense=sense, until=begun + seconds)
        task.run()
    except NoPlan:
        return Outcome(None, None, True, process_time() - begun)
    objective, bound = task.result()
    return Outcome(objective, bound, objective is not None and objective == bound, process_time() - begun)


class _Task:
    """One problem on its way: the best assignment, the bound, how much each pair would lose against the bound."""

    def __init__(self, problem: Problem, *, sense: Sense, until: float) -> None:
        self._minimise, self._until = sense == "min", until
        top = max(max(row) for row in problem.costs)
        self._offset, self._jobs = top * problem.jobs, problem.jobs
        self._instance = instance_of(problem, top=top if self._minimise else None)
        self._random = Random(0)
        self._best: tuple[Key, ...] | None = None
        self._keep(greedy_assignments(self._instance))
        self._with_pair, self._bound = self._priced(problem)

    def run(self) -> None:
        """Until proven or out of time. Raises NoPlan."""
        core, nodes = _CORE * self._jobs, max(1, int(_NODES * self._left()))
        for size in cycle((len(self._instance.pairs), core)):
            if self._proven() or not nodes or not self._left():
                break
            part, whole = self._core(size)
            begun, answer = process_time(), self._searched(part, nodes=nodes, whole=whole)
            spent = process_time() - begun
            if whole and answer is not None:
                self._bound = min(self._bound, max(answer.bound, self._value()))
            self._sweep(self._core(core)[0])
            if answer is None or answer.bound > answer.value:
                nodes = int(nodes * min(_MORE, _CAREFUL * self._left() / spent))
        while not self._proven() and self._best is not None and self._left() > 0:
            self._sweep(self._core(core)[0])

    def result(self) -> tuple[int | None, int | None]:
        """Objective and bound in the problem's own terms."""
        return self._outside(None if self._best is None else self._value()), self._outside(self._bound)

    def _priced(self, problem: Problem) -> tuple[Integers, int]:
        """For each pair the most points an assignment with it can have, and the most of any. Raises NoPlan."""
        shape = problem.agents, problem.jobs
        resources, capacities = np.array(problem.resources), np.array(problem.capacities)
        points = np.array([pair.fit for pair in self._instance.pairs]).reshape(shape)
        knapsacks = Knapsacks(points, resources, capacities, resources <= capacities[:, None])
        until = process_time() + _PRICING * (self._until - process_time())
        prices = best_prices(knapsacks, self._relaxed(), steps=_STEPS, until=until)
        with_each: Integers = knapsacks.with_each(prices.jobs).ravel() // SCALE
        return with_each, prices.bound // SCALE

    def _relaxed(self) -> Integers:
        """The jobs' prices in the linear relaxation: their rows are the model's first. Raises NoPlan."""
        model = Model(self._instance)
        highs = Highs(columns=len(model.lower), rows=model.rows, node_limit=None)
        prices = highs.prices(model.of_pairs(_POINTS), lower=model.lower, upper=model.upper)
        scaled: Integers = np.rint(np.array(prices[: self._jobs]) * SCALE).astype(np.int64)
        return scaled

    def _core(self, size: int) -> tuple[Instance, bool]:
        """The likeliest pairs with those of the assignment at hand, and whether no other can be in a better one."""
        possible = np.flatnonzero(self._with_pair > (self._value() if self._best else -1))
        order = possible[np.argsort(-self._with_pair[possible], kind="stable")]
        return with_pairs(self._instance, order[:size], besides=self._best or ()), size >= len(order)

    def _searched(self, part: Instance, *, nodes: int, whole: bool) -> Answer | None:
        """The exact path on some pairs; None where it found nothing. Raises NoPlan where nothing else is left."""
        model = Model(part)
        search = Search(model, node_limit=nodes)
        if self._best is not None:
            search.current = model.values(self._best)
        try:
            answer = search.settle(model.of_pairs(_POINTS), ceiling=self._bound)
        except SolverDoubt:  # the nodes ended before anything was found
            return None
        except NoPlan:
            if whole:
                raise
            return Answer([], 0, 0)
        self._keep(model.chosen(answer.values))
        return answer

    def _sweep(self, part: Instance) -> None:
        """Some agents at a time, all their jobs anew, as long as that is worth it."""
        agents, won = sorted(part.person), self._best is not None
        people = max(2, min(len(agents) - 1, _BLOCK_JOBS * len(agents) // self._jobs))
        effort = Effort(people=people, nodes=_BLOCK_NODES)
        while won:
            assert self._best is not None
            blocks, value = Blocks(part, self._best, stages=(_POINTS,)), self._value()
            for _ in range(_SWEEP):
                if process_time() > self._until or self._proven():
                    break
                some = self._random.sample(agents, min(effort.people, len(agents)))
                blocks.better(sorted(some), stages=range(1, 2), effort=effort)
                self._keep(blocks.assignments)
            won = self._value() > value

    def _left(self) -> float:
        """CPU seconds."""
        return max(0.0, self._until - process_time())

    def _proven(self) -> bool:
        return self._best is not None and self._value() == self._bound

    def _keep(self, assignments: Iterable[Key]) -> None:
        """The assignments if all jobs are in and none so good is known."""
        found = tuple(assignments)
        if len(found) == self._jobs and (self._best is None or self._points(found) >= self._value()):
            self._best = found

    def _value(self) -> int:
        return self._points(self._best or ())

    def _points(self, assignments: Iterable[Key]) -> int:
        return sum(self._instance.pair[key].fit for key in assignments)

    def _outside(self, points: int | None) -> int | None:
        if points is None:
            return None
        return self._offset - points if self._minimise else points
