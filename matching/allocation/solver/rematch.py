"""A plan that must change, changed as little as it can: somebody leaves, a need arrives, a date moves.

What still goes together stays; the changed and the people around them are free. The stages decide as ever, who serves
today before the fit (S4): nobody moves unless somebody is helped by it. `moves` limits even that; 0 moves nobody.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from matching.allocation.solver.block import COARSE, FINE, kept_of, mended
from matching.allocation.solver.greedy import judged_plan
from matching.allocation.solver.instance import Instance, Key, NoPlan, check
from matching.allocation.solver.ledger import Ledger
from matching.allocation.solver.plan import Method, Plan
from matching.allocation.solver.stages import PAIR_STAGES, PairStage, stage_values

REMATCH_CIRCLES = (8, 16, 32)
"""People of the blocks, one after the other as long as the larger one still helps somebody."""


def rematch(instance: Instance, before: Collection[Key], *, changed: Collection[str], moves: int | None = None) -> Plan:
    """The pairs of the plan `before` made to fit the instance as it is now; `changed` are ids of people and needs.

    A person who has left is simply not in the instance any more, neither is a need that is over. With `moves` at most
    so many pairs that still stand are given up. Not proven: each bound is its stage's ceiling alone. Raises
    InstanceRefused, and NoPlan where what is demanded cannot be met near the plan.
    """
    check(instance)
    standing = frozenset(key for key in before if key in instance.pair)
    wanted = replace(instance, incumbents=standing)
    limited = wanted
    if moves is not None:
        kept = kept_of(instance, standing).holder
        unavoidable = sum(kept.get(need) != person for person, need in standing)
        limited = replace(wanted, most_changes=unavoidable + moves)
    around = _people(instance, before, changed)
    found = mended(limited, before, around=around, circles=REMATCH_CIRCLES)
    if found is None:
        raise NoPlan("近くを動かすだけでは、必ず入れると決めた組を守れません。")
    return judged_plan(wanted, found, stages=PAIR_STAGES, method=Method.NEAR)


@dataclass(frozen=True, slots=True)
class Provisional:
    """Who could take a new need until the next plan, and what they would have to hand back for it."""

    person: str
    given_up: tuple[Key, ...]


def provisional(instance: Instance, before: Collection[Key], *, need: str) -> Provisional | None:
    """The best answer of the moment beside the pairs `before`, which go together; None: wait.

    Of the answers that gain, the one that gains most, as the stages count: protection, priority, who stays, fit. What
    makes room is given up for the first three alone, never for a better fit. Nobody else is moved; contracts and pins
    are not given up.
    """
    ledger = Ledger(instance, (key for key in before if key[1] != need))
    standing = _without(ledger, ())
    offers = []
    for pair in instance.pairs:
        if pair.need != need or pair.key in instance.forbidden:
            continue
        given_up = _room_for(instance, ledger, pair.key)
        if given_up is None:
            continue
        found = [*_without(ledger, given_up), pair.key]
        gain = _gain(instance, found, standing, FINE)
        counted = _gain(instance, found, standing, COARSE) if given_up else gain
        if counted > [0] * len(counted):
            offers.append((gain, Provisional(pair.person, given_up)))
    offers.sort(key=lambda offer: ([-each for each in offer[0]], offer[1].person))
    return offers[0][1] if offers else None


def _people(instance: Instance, before: Collection[Key], changed: Collection[str]) -> list[str]:
    """The changed people, who serves a changed need, and who could serve a changed need that nobody does."""
    holder = {need: person for person, need in before}
    new = {need for need in changed if need in instance.need and need not in holder}
    candidates = {pair.person for pair in instance.pairs if pair.need in new}
    return sorted({holder[need] for need in changed if need in holder} | candidates | set(changed))


def _room_for(instance: Instance, ledger: Ledger, key: Key) -> tuple[Key, ...] | None:
    """What the person hands back so that the need fits, the least valuable first; None where nothing helps."""
    given_up: list[Key] = []
    while clashes := Ledger(instance, _without(ledger, given_up)).clashes(key):
        held = {each for clash in clashes for each in clash.holders if each[0] == key[0]} - instance.kept
        if not held:
            return None
        given_up.append(min(held, key=lambda each: (_value(instance, [each]), each)))
    return tuple(sorted(given_up))


def _without(ledger: Ledger, given_up: Collection[Key]) -> list[Key]:
    return [(person, need) for need, person in ledger.holder.items() if (person, need) not in given_up]


def _gain(
    instance: Instance, found: Collection[Key], standing: Collection[Key], stages: Sequence[PairStage]
) -> list[int]:
    now, before = stage_values(instance, found, stages), stage_values(instance, standing, stages)
    return [now[name] - before[name] for name in now]


def _value(instance: Instance, keys: Collection[Key]) -> list[int]:
    return list(stage_values(instance, keys, FINE).values())
