"""The stability option: deferred acceptance with days and municipalities, then repair, then the checker.

With sizes a stable plan may not exist, and acceptance alone does not find it; what stays unstable is counted and said.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from matching.allocation.solver.greedy import demand_met, judged_plan
from matching.allocation.solver.instance import Instance, Key, Pair, check
from matching.allocation.solver.ledger import ledger_of_kept
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.stages import PAIR_STAGES, PairStage
from matching.allocation.solver.wishes import Wishes, blocking_pairs

ROUNDS = 50
"""Passes of the repair over all pairs; a pass that finds nothing ends it."""


def solve_stable(instance: Instance, *, stages: Sequence[PairStage] = PAIR_STAGES) -> Plan:
    """A plan in which as few pairs as can be found would rather be together; `blocking_pairs` are those left.

    Where every need takes one place and every person has one, this is the need-optimal stable matching of Gale and
    Shapley (1962). Raises InstanceRefused, and NoPlan where a demand beyond the wishes is not met.
    """
    check(instance)
    ledger = ledger_of_kept(instance)
    acceptance = _Acceptance(Wishes(instance))
    acceptance.propose(instance.pairs)
    found = min(acceptance.repaired(instance.pairs), key=lambda plan: (len(blocking_pairs(instance, plan)), -len(plan)))
    for key in sorted(found, key=lambda key: (-instance.pair[key].fit, key)):
        if ledger.fits(key):
            ledger.place(key)
    assignments = tuple(sorted((person, need) for need, person in ledger.holder.items()))
    demand_met(instance, assignments)
    plan = judged_plan(instance, assignments, stages=stages, method=Method.STABLE)
    return replace(plan, blocking_pairs=len(blocking_pairs(instance, assignments)))


class _Acceptance:
    """Who holds which need for now."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._holder: dict[str, Pair] = {}
        self._held: dict[str, list[Pair]] = defaultdict(list)

    def propose(self, pairs: Sequence[Pair]) -> None:
        """Every need asks its people, the dearest first; a person keeps the dearest needs that fit together."""
        asks: dict[str, list[Pair]] = defaultdict(list)
        for pair in sorted(pairs, key=self._wishes.of_need, reverse=True):
            if pair.key not in self._wishes.instance.forbidden:
                asks[pair.need].append(pair)
        waiting = sorted(asks, reverse=True)
        while waiting:
            need = waiting[-1]
            if not asks[need]:
                waiting.pop()
                continue
            pair = asks[need].pop()
            before = self._held[pair.person]
            kept = self._wishes.best_together([*before, pair])
            if pair in kept:
                waiting.pop()
            waiting += self._hold(pair.person, kept)

    def repaired(self, pairs: Sequence[Pair]) -> list[tuple[Key, ...]]:
        """Plans after acceptance and after each pass that lets blocking pairs have their way."""
        plans = [self._plan()]
        order = sorted(pairs, key=lambda pair: (self._wishes.of_need(pair), pair.need))
        for _ in range(ROUNDS):
            for pair in order:
                held = self._held[pair.person]
                if self._wishes.blocks(pair, holder=self._holder.get(pair.need), held=held):
                    self._give(pair)
            plans.append(self._plan())
            if plans[-1] == plans[-2]:
                break
        return plans

    def _give(self, pair: Pair) -> None:
        if (former := self._holder.get(pair.need)) is not None:
            self._held[former.person].remove(former)
        self._hold(pair.person, self._wishes.best_together([*self._held[pair.person], pair]))

    def _hold(self, person: str, kept: list[Pair]) -> list[str]:
        """Let the person hold these alone; needs that lose them, in order."""
        lost = [pair.need for pair in self._held[person] if pair not in kept]
        for need in lost:
            del self._holder[need]
        self._held[person] = kept
        self._holder |= {pair.need: pair for pair in kept}
        return sorted(lost, reverse=True)

    def _plan(self) -> tuple[Key, ...]:
        return tuple(sorted(pair.key for pair in self._holder.values()))
