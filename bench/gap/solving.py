"""A generalized assignment solved by the engine's exact path from the bound downwards.

Knapsack prices say of every pair how many points an assignment with it can have at most. First only the pairs are
searched without which none reaches the bound itself (two pairs a job, about), then those that reach one point less,
three less, seven less, as long as nothing is proven (the idea of Posta, Ferland and Michelon 2012: decide "is there one
this good?" while few pairs are open). A search that ends proves what it found, or lowers the bound; blocks of agents
better what an unfinished one found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
from matching.allocation.solver.highs import Answer, Highs, SolverDoubt, Stopped
from matching.allocation.solver.instance import Instance, Key, NoPlan
from matching.allocation.solver.model import Model
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import PairStage

Sense = Literal["min", "max"]

_STEPS, _PRICING = 300, 0.2
"""Of the prices: steps at most, and the share of the time they may take."""
_CORE = 3
"""Pairs a job in the blocks."""
_NODES, _MORE = 30, 10
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
        reach, nodes = 0, max(1, int(_NODES * self._left()))
        while not self._proven() and nodes and self._left():
            floor = max(self._bound - reach, self._better())
            begun, answer = process_time(), self._searched(self._reaching(floor), floor=floor, nodes=nodes)
            spent = process_time() - begun
            if answer is not None:
                self._bound = min(self._bound, max(answer.bound, floor - 1, self._value()))
            if answer is None or min(answer.bound, self._bound) > answer.value:
                self._sweep(self._core())
                nodes = int(nodes * min(_MORE, _CAREFUL * self._left() / spent))
            reach = 2 * reach + 1
        while not self._proven() and self._best is not None and self._left():
            self._sweep(self._core())

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

    def _reaching(self, floor: int) -> Instance:
        """The pairs without which no assignment has `floor` points, and those of the assignment at hand."""
        possible = np.flatnonzero(self._with_pair >= floor)
        return with_pairs(self._instance, possible, besides=self._best or ())

    def _core(self) -> Instance:
        """The likeliest pairs that can be in a better assignment, and those of the one at hand."""
        possible = np.flatnonzero(self._with_pair >= self._better())
        order = possible[np.argsort(-self._with_pair[possible], kind="stable")]
        return with_pairs(self._instance, order[: _CORE * self._jobs], besides=self._best or ())

    def _searched(self, part: Instance, *, floor: int, nodes: int) -> Answer | None:
        """The exact path on the pairs that reach `floor`; None where the nodes ended before anything was found.

        Raises NoPlan where no pair was left out and there is no assignment.
        """
        model = Model(part)
        search = Search(model, node_limit=nodes)
        if self._best is not None:
            search.current = model.values(self._best)
        try:
            answer = search.settle(model.of_pairs(_POINTS), enough=self._bound)
        except (Stopped, SolverDoubt):
            return None
        except NoPlan:
            if not floor:
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

    def _better(self) -> int:
        """The least points of an assignment better than the one at hand."""
        return 0 if self._best is None else self._value() + 1

    def _value(self) -> int:
        return self._points(self._best or ())

    def _points(self, assignments: Iterable[Key]) -> int:
        return sum(self._instance.pair[key].fit for key in assignments)

    def _outside(self, points: int | None) -> int | None:
        if points is None:
            return None
        return self._offset - points if self._minimise else points
