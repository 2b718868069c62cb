"""The large path, stage by stage: seats and protected needs first, then the dive for volume, then blocks."""

from collections.abc import Iterable
from importlib.metadata import version

from matching.allocation.solver.bundles.beginning import first_plan, protected_exactly
from matching.allocation.solver.bundles.blocks import Blocks, Effort
from matching.allocation.solver.bundles.exchanges import Exchanges
from matching.allocation.solver.bundles.objective import Bound, Staircase
from matching.allocation.solver.bundles.protection import Protection
from matching.allocation.solver.bundles.relaxation import Prices
from matching.allocation.solver.bundles.table import table_of
from matching.allocation.solver.bundles.volume import Volume
from matching.allocation.solver.instance import Instance, Key, check
from matching.allocation.solver.ledger import ledger_of_kept
from matching.allocation.solver.plan import BoundKind, Method, Plan, Stage, finished_plan
from matching.allocation.solver.stages import PAIR_STAGES, SEATED_TOWNS, PairStage, ceilings, stage_values

_BLOCK = Effort(people=8, nodes=5)
_REPAIR = Effort(people=8, nodes=10)
_BLOCKS, _PEOPLE_A_BLOCK = 150, 40
"""Blocks around the dearest empty needs: so many, and one more for so many people."""
_WIDE, _WIDE_BLOCKS = Effort(people=12, nodes=10), 30
"""Then wider ones, which still find something where the small ones do not, at five times their cost."""
_PASSES = 2
_VOLUME = 2
"""Place of the volume among all stages, seats being 0: what bundles are made for."""


def solve_bundles(instance: Instance, *, stages: tuple[PairStage, ...] = PAIR_STAGES) -> Plan:
    """A good plan for instances above the exact method's size, each stage with a valid bound.

    `stages` begins with protected needs and the volume; bundles are made for the volume, the others are bettered
    in blocks and never lowered for a later one. The same instance gives the same plan whatever the order of its
    rows and the number of threads: work is limited by rounds and nodes, never by time. Raises InstanceRefused on
    a contradictory instance and NoPlan when `must_fill` cannot be met.
    """
    check(instance)
    ledger_of_kept(instance)
    return _Solving(instance, stages).plan()


class _Solving:
    """One instance on its way to a plan."""

    def __init__(self, instance: Instance, stages: tuple[PairStage, ...]) -> None:
        self._instance, self._stages = instance, stages
        self._names = (SEATED_TOWNS, *(stage.name for stage in stages))
        bounds = ceilings(instance, stages)
        self._bounds = [Bound(bounds[name], BoundKind.CEILING) for name in self._names]
        self._blocks = Blocks(instance, first_plan(instance), stages=stages)
        self._staircase = Staircase(table_of(instance), stages)

    def plan(self) -> Plan:
        """Every stage settled; values are those of the finished plan."""
        self._protect()
        self._fill()
        self._refine()
        values, stages, proven = self._values(), list[Stage](), True
        for name, value, bound in zip(self._names, values, self._bounds, strict=True):
            proven = proven and value == bound.value
            stages.append(Stage(name, value, bound.value, proven, bound.kind))
        return finished_plan(
            self._instance,
            assignments=self._blocks.assignments,
            stages=stages,
            method=Method.BUNDLE,
            solver=f"bundles, HiGHS {version('highspy')}",
        )

    def _values(self) -> list[int]:
        return self._values_of(self._blocks.assignments)

    def _values_of(self, plan: Iterable[Key]) -> list[int]:
        values = stage_values(self._instance, tuple(plan), self._stages)
        return [values[name] for name in self._names]

    def _reached(self, number: int) -> bool:
        """Whether the first so many stages are at their bounds."""
        return self._values()[:number] == [bound.value for bound in self._bounds[:number]]

    def _protect(self) -> None:
        """Seats, then protected needs: by certificate, exactly where small, else block by block."""
        self._bound(1)
        if self._reached(2):
            return
        exactly = protected_exactly(self._instance, self._blocks.assignments, self._stages[0])
        if exactly is not None:
            plan, seats, needs = exactly
            for number, answer in enumerate((seats, needs)):
                if answer.bound < self._bounds[number].value:
                    self._bounds[number] = Bound(answer.bound, BoundKind.SEARCH)
            self._take(plan)
        self._mend()

    def _fill(self) -> None:
        """The volume: dives, then blocks around what stays empty."""
        prices = self._bound(_VOLUME)
        if self._reached(_VOLUME + 1):
            return
        values = self._values()
        held = self._staircase.held(values[1:_VOLUME])
        volume = Volume(
            self._staircase.table,
            self._staircase.objectives[_VOLUME - 1].points,
            held,
            prices,
            later=self._staircase.objectives[_VOLUME:-1],
        )
        before = self._blocks
        self._dive(volume)
        if self._values() < values:
            self._blocks = before
        self._sweep(volume, _BLOCK, blocks=_BLOCKS + len(self._instance.people) // _PEOPLE_A_BLOCK)
        self._sweep(volume, _WIDE, blocks=_WIDE_BLOCKS)

    def _dive(self, volume: Volume) -> None:
        """The first dive whose lost seats and protected needs can be mended in blocks, else the best with them given
        back as they were."""
        before, dived = self._blocks, list[Blocks]()
        for plan in volume.plans(before.assignments):
            if self._instance.must_fill <= {need for _, need in plan}:
                self._blocks = Blocks(self._instance, plan, stages=self._stages)
                self._mend()
                dived.append(self._blocks)
                if self._reached(_VOLUME):
                    return
        if dived:
            self._blocks = max(dived, key=lambda blocks: self._values_of(blocks.assignments))
            protection = Protection(self._instance, before.assignments)
            for need in self._missed():
                protection.give_back(self._blocks, need)
            self._mend()

    def _sweep(self, volume: Volume, effort: Effort, *, blocks: int) -> None:
        """The volume bettered in so many blocks, around the dearest empty needs."""
        for need in volume.dearest(self._blocks)[:blocks]:
            if need not in self._blocks.holder:
                block = self._blocks.around(need, most=effort.people)
                self._blocks.better(block, stages=range(_VOLUME, _VOLUME + 1), effort=effort)

    def _refine(self) -> None:
        """The stages after the volume by small exchanges, then their bounds; the tie-break keeps its ceiling."""
        Exchanges(self._instance, self._blocks, stages=self._stages).run()
        for number in range(_VOLUME + 1, len(self._names) - 1):
            self._bound(number)

    def _mend(self) -> None:
        """Seats and protected needs that are still missing, in blocks around them."""
        for _ in range(_PASSES):
            won = False
            for need in self._missed():
                block = self._blocks.around(need, most=_REPAIR.people)
                if need not in self._blocks.holder and self._blocks.better(
                    block, stages=range(_VOLUME + 1), effort=_REPAIR
                ):
                    won = True
                    if self._reached(_VOLUME):
                        return
            if not won:
                return

    def _missed(self) -> list[str]:
        """Empty needs that are protected or in an unseated protected town; none at the bounds of both stages."""
        if self._reached(_VOLUME):
            return []
        needs, holder = self._instance.need, self._blocks.holder
        seated = {needs[need].municipality for need in holder}
        unseated = set(self._instance.protected_municipalities) - seated
        empty = (need for need in self._instance.needs if need.id not in holder)
        return sorted(need.id for need in empty if need.protected or need.municipality in unseated)

    def _bound(self, number: int) -> Prices:
        """The bound of a stage given those before it, and the prices behind it."""
        found = self._staircase.bounded(
            number - 1, self._values()[1:], ceiling=self._bounds[number], by_bundles=number == _VOLUME
        )
        self._bounds[number] = found.bound
        return found.prices

    def _take(self, plan: tuple[Key, ...]) -> None:
        """The plan if it is no worse."""
        other = Blocks(self._instance, plan, stages=self._stages)
        if self._values_of(plan) >= self._values():
            self._blocks = other
