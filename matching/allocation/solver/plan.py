"""What the engine answers: who serves which need, how good that is, how it is known, what stayed empty."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from matching.allocation.solver.instance import Instance, Key

ENGINE_VERSION = "5"
"""Raised whenever the same instance may get another plan."""


class Method(StrEnum):
    """How a plan was found; NEAR is a former plan mended, which `rematch` alone makes."""

    EXACT = "exact"
    BUNDLE = "bundle"
    GREEDY = "greedy"
    STABLE = "stable"
    NEAR = "near"


class BoundKind(StrEnum):
    """Where a stage's bound comes from: search with proof or stopped, bundles, the relaxation over months, and each
    need by itself, which is loosest."""

    SEARCH = "search"
    BUNDLES = "bundles"
    RELAXATION = "relaxation"
    CEILING = "ceiling"


class UnfilledKind(StrEnum):
    """Why a need has nobody: no feasible pair, all forbidden by the scenario, or lost to other needs."""

    NO_CANDIDATE = "no_candidate"
    FORBIDDEN = "forbidden"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage's value (more is better) and a valid upper bound given the stages before it.

    `proven`: value and bound are equal, and so they were in every stage before. `kind` is None in plans from before it
    was kept.
    """

    name: str
    value: int
    bound: int
    proven: bool
    kind: BoundKind | None = None

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the bound; 0.0 where they are equal."""
        return (self.bound - self.value) / max(1, abs(self.bound))


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A need without a person, the kind of reason, and how many feasible people it has."""

    need: str
    kind: UnfilledKind
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What must be the same for a replay to give the same plan."""

    engine: str
    solver: str
    weights: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sorted assignments with their stage values; stored as is, so that it can be replayed and compared.

    `blocking_pairs` and `optimum` (stages of the best plan of the same instance) belong to the stability option:
    how stable it is and what it costs; `optimum` is empty where the best plan is not known.
    """

    assignments: tuple[Key, ...]
    stages: tuple[Stage, ...]
    method: Method
    versions: Versions
    input_hash: str
    plan_hash: str
    unfilled: tuple[Unfilled, ...]
    blocking_pairs: int | None = None
    optimum: tuple[Stage, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether this is the lexicographic optimum, shown by bounds."""
        return all(stage.proven for stage in self.stages)

    @property
    def holder(self) -> dict[str, str]:
        """Person by need."""
        return {need: person for person, need in self.assignments}

    def stage(self, name: str) -> Stage:
        """The stage of a name. Raises KeyError."""
        return {stage.name: stage for stage in self.stages}[name]


def plan_hash(assignments: Iterable[Key]) -> str:
    """sha256 of the sorted assignments as compact JSON."""
    return sha256(json.dumps(sorted(assignments), separators=(",", ":")).encode()).hexdigest()


def finished_plan(
    instance: Instance, *, assignments: Iterable[Key], stages: Iterable[Stage], method: Method, solver: str
) -> Plan:
    """The plan with its hashes, versions and what stayed empty."""
    chosen = tuple(sorted(assignments))
    return Plan(
        assignments=chosen,
        stages=tuple(stages),
        method=method,
        versions=Versions(engine=ENGINE_VERSION, solver=solver, weights=instance.weights_version),
        input_hash=instance.input_hash,
        plan_hash=plan_hash(chosen),
        unfilled=_unfilled(instance, filled={need for _, need in chosen}),
    )


def _unfilled(instance: Instance, *, filled: set[str]) -> tuple[Unfilled, ...]:
    candidates = {need: 0 for need in sorted(instance.need) if need not in filled}
    allowed = dict(candidates)
    for pair in instance.pairs:
        if pair.need in candidates:
            candidates[pair.need] += 1
            allowed[pair.need] += pair.key not in instance.forbidden
    return tuple(Unfilled(need, _kind(count, allowed=allowed[need]), count) for need, count in candidates.items())


def _kind(candidates: int, *, allowed: int) -> UnfilledKind:
    if candidates == 0:
        return UnfilledKind.NO_CANDIDATE
    return UnfilledKind.LOST if allowed else UnfilledKind.FORBIDDEN
