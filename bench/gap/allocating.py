"""A generalized assignment as an allocation instance: one month, one need a job, every need to be filled."""

from collections.abc import Iterable
from dataclasses import replace

from bench.gap.reading import Problem
from matching.allocation.solver.instance import Instance, Key, Need, Pair, Person


def instance_of(problem: Problem, *, top: int | None) -> Instance:
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


def with_pairs(instance: Instance, places: Iterable[int], *, besides: Iterable[Key]) -> Instance:
    """Some pairs only (places in `instance.pairs`), and the given ones."""
    some = {instance.pairs[place].key for place in places} | set(besides)
    return replace(instance, pairs=tuple(pair for pair in instance.pairs if pair.key in some))
