"""A problem as an allocation instance of one month, every job to be filled, searched by the engine's exact path."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from time import process_time
from typing import Literal

from bench.gap.reading import Problem
from matching.allocation.solver.bundles.blocks import Blocks, Effort
from matching.allocation.solver.greedy import greedy_assignments
from matching.allocation.solver.highs import SolverDoubt
from matching.allocation.solver.instance import Instance, Key, Need, NoPlan, Pair, Person
from matching.allocation.solver.model import Model
from matching.allocation.solver.search import Search
from matching.allocation.solver.stages import PairStage

Sense = Literal["min", "max"]

_NODES, _MORE = 40, 20
"""Nodes of the first search after the root, and how many times as many in each following."""
_CAREFUL = 0.6
"""Share of the time left that a search may take by the pace of the one before."""
_BLOCK = Effort(people=4, nodes=100)
_SWEEP = 20
"""Blocks solved between two searches."""
_TASKS = 60
"""Jobs of agents solved together, about."""
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
    task = _Task(problem, sense=sense, until=begun + seconds)
    try:
        task.run()
    except NoPlan:
        return Outcome(None, None, True, process_time() - begun)
    objective, bound = task.result()
    return Outcome(objective, bound, objective is not None and objective == bound, process_time() - begun)


class _Task:
    """Searches of the whole, each with more nodes and fewer open pairs, and blocks of agents between them."""

    def __init__(self, problem: Problem, *, sense: Sense, until: float) -> None:
        self._minimise, self._until = sense == "min", until
        top = max(max(row) for row in problem.costs)
        self._offset = top * problem.jobs
        self._instance = _instance(problem, top=top if self._minimise else None)
        self._model = Model(self._instance)
        self._terms = self._model.of_pairs(_POINTS)
        self._bound: int | None = None
        self._best: Blocks | None = None
        self._random = Random(0)
        start = greedy_assignments(self._instance)
        if len(start) == problem.jobs:
            self._keep(start)

    def run(self) -> None:
        """Until proven or out of time. Raises NoPlan."""
        root, nodes = self._search(1), _NODES
        while not self._proven() and process_time() < self._until:
            while self._best is not None and self._sweep():
                continue
            spent = self._search(nodes)
            pace = max(spent - root, 0.01) / nodes
            nodes = min(nodes * _MORE, int((_CAREFUL * (self._until - process_time()) - root) / pace))
            if nodes < _NODES:
                return

    def result(self) -> tuple[int | None, int | None]:
        """Objective and bound in the problem's own terms."""
        value = None if self._best is None else self._value(self._best)
        return self._outside(value), self._outside(self._bound)

    def _proven(self) -> bool:
        return self._best is not None and self._value(self._best) == self._bound

    def _search(self, nodes: int) -> float:
        """One search of everything, from the best at hand; its CPU seconds."""
        begun = process_time()
        search = Search(self._model, node_limit=nodes)
        if self._best is not None:
            search.current = self._model.values(self._best.assignments)
        try:
            answer = search.settle(self._terms)
        except SolverDoubt:  # the nodes ended before anything was found
            return process_time() - begun
        self._bound = answer.bound if self._bound is None else min(self._bound, answer.bound)
        self._keep(self._model.chosen(answer.values))
        return process_time() - begun

    def _sweep(self) -> bool:
        """Some agents at a time, all their jobs anew; whether that was worth it."""
        assert self._best is not None
        agents = sorted(self._instance.person)
        most = max(2, min(len(agents) - 1, _TASKS * len(agents) // len(self._instance.needs)))
        value = self._value(self._best)
        for _ in range(_SWEEP):
            if process_time() > self._until or self._proven():
                return False
            block = sorted(self._random.sample(agents, min(most, len(agents))))
            self._best.better(block, stages=range(1, 2), effort=_BLOCK)
        return self._value(self._best) > value

    def _keep(self, assignments: Iterable[Key]) -> None:
        self._best = Blocks(self._instance, assignments, stages=(_POINTS,))

    def _value(self, blocks: Blocks) -> int:
        return sum(self._instance.pair[key].fit for key in blocks.assignments)

    def _outside(self, points: int | None) -> int | None:
        if points is None:
            return None
        return self._offset - points if self._minimise else points


def _instance(problem: Problem, *, top: int | None) -> Instance:
    """Agents as people of one month, jobs as needs of a town each; points are costs, or `top` less the cost."""
    jobs = tuple(
        Need(id=f"j{job:05}", municipality=f"j{job:05}", protected=False, priority=0, start=0, end=1)
        for job in range(problem.jobs)
    )
    agents = tuple(
        Person(id=f"a{agent:04}", capacity=(capacity,), max_municipalities=problem.jobs)
        for agent, capacity in enumerate(problem.capacities)
    )
    return Instance(
        months=1,
        people=agents,
        needs=jobs,
        pairs=tuple(
            Pair(
                person=agents[agent].id,
                need=jobs[job].id,
                days=problem.resources[agent][job],
                fit=problem.costs[agent][job] if top is None else top - problem.costs[agent][job],
            )
            for agent in range(problem.agents)
            for job in range(problem.jobs)
        ),
        must_fill=frozenset(job.id for job in jobs),
    )
