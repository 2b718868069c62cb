"""One pair stage after another over a table: points, what kept pairs add, what earlier stages hold, its bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matching.allocation.solver.bundles.certificate import certified_bound
from matching.allocation.solver.bundles.relaxation import Held, Prices, Relaxation
from matching.allocation.solver.bundles.table import Integers, Table
from matching.allocation.solver.plan import BoundKind
from matching.allocation.solver.stages import PairStage

_ITERATIONS, _FEW = 4_000, 150
"""Of the relaxation, for a stage bounded by bundles and for the others."""
_WIDTHS = (16, 64, 256, 1_024)


@dataclass(frozen=True, slots=True)
class Objective:
    """Points of every candidate (E) and the sum of the kept pairs."""

    stage: PairStage
    points: Integers
    kept: int


@dataclass(frozen=True, slots=True)
class Bound:
    """An upper bound of a stage and where it comes from."""

    value: int
    kind: BoundKind


@dataclass(frozen=True, slots=True)
class Bounded:
    """A stage's bound and the prices behind it."""

    bound: Bound
    prices: Prices


@dataclass
class Staircase:
    """The stages of a table in order; each is bounded given the values of those before it."""

    table: Table
    stages: Sequence[PairStage]
    objectives: list[Objective] = field(init=False)
    _relaxation: Relaxation = field(init=False)

    def __post_init__(self) -> None:
        self.objectives = [
            Objective(stage, self.table.points(stage), self.table.points_kept(stage)) for stage in self.stages
        ]
        self._relaxation = Relaxation(self.table)

    def held(self, values: Sequence[int]) -> list[Held]:
        """The first stages at their values, as what later ones may not lower; stages nobody can move are left out."""
        return [
            Held(objective.points, value - objective.kept)
            for objective, value in zip(self.objectives, values, strict=False)
            if objective.points.any()
        ]

    def bounded(self, number: int, values: Sequence[int], *, ceiling: Bound, by_bundles: bool) -> Bounded:
        """An upper bound of stage `number` (0: the first pair stage) when the ones before have `values`."""
        objective, held = self.objectives[number], self.held(values[:number])
        prices = self._relaxation.prices(objective.points, held, iterations=_ITERATIONS if by_bundles else _FEW)
        points = objective.points
        by_months = objective.kept + certified_bound(self.table, points, held, prices)
        bounds = [ceiling, Bound(by_months, BoundKind.RELAXATION)]
        if by_bundles:
            tight = objective.kept + certified_bound(self.table, points, held, prices, widths=_WIDTHS)
            bounds.append(Bound(tight, BoundKind.BUNDLES))
        return Bounded(min(bounds, key=lambda bound: bound.value), prices)
