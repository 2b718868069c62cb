"""The stages of `matching.md`, each fixed before the next; protection is a stage, never a large weight.

S0 (locks) is a constraint, not a value. S3 (max-min coverage over prefectures and size bands) needs data an
instance does not carry yet and is not a stage of this version.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256

from matching.allocation.solver.instance import Instance, Key, Pair

SEATED_TOWNS = "protected_municipalities"
TIE_BREAK = "tie_break"
TIE_BREAK_BITS = 20


@dataclass(frozen=True, slots=True)
class PairStage:
    """A stage whose value is a sum over the chosen pairs."""

    name: str
    points: Callable[[Instance, Pair], int]


def _protected(instance: Instance, pair: Pair) -> int:
    return int(instance.need[pair.need].protected)


def _priority(instance: Instance, pair: Pair) -> int:
    return instance.need[pair.need].priority


def _incumbent(instance: Instance, pair: Pair) -> int:
    return int(pair.key in instance.incumbents)


def _fit(_: Instance, pair: Pair) -> int:
    return pair.fit


def _travel(_: Instance, pair: Pair) -> int:
    """Minutes a month, negative, so that more is better in every stage."""
    return -pair.travel


def _tie_break(_: Instance, pair: Pair) -> int:
    """A number from the ids alone: the answer depends on no solver, thread or row order (S7)."""
    digest = sha256(f"{pair.person}\n{pair.need}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - TIE_BREAK_BITS)


PAIR_STAGES = (
    PairStage("protected_needs", _protected),
    PairStage("priority", _priority),
    PairStage("incumbents_kept", _incumbent),
    PairStage("fit", _fit),
    PairStage("travel", _travel),
    PairStage(TIE_BREAK, _tie_break),
)
"""S1 (second half), S2, S4, S5, S6, S7; S1's first half, SEATED_TOWNS, counts towns and comes before them."""

STAGE_NAMES = (SEATED_TOWNS, *(stage.name for stage in PAIR_STAGES))


def seated_towns(instance: Instance, assignments: Collection[Key]) -> int:
    """Protected municipalities with at least one need filled (any need of theirs seats the town)."""
    seated = {instance.need[need].municipality for _, need in assignments}
    return len(seated.intersection(instance.protected_municipalities))


def stage_values(instance: Instance, assignments: Collection[Key]) -> dict[str, int]:
    """The value of every stage for a set of assignments, in stage order."""
    chosen = [instance.pair[key] for key in assignments]
    return {SEATED_TOWNS: seated_towns(instance, assignments)} | {
        stage.name: sum(stage.points(instance, pair) for pair in chosen) for stage in PAIR_STAGES
    }


def ceilings(instance: Instance) -> dict[str, int]:
    """Upper bounds of every stage alone, from single needs: the best pair of each."""
    allowed = [pair for pair in instance.pairs if pair.key not in instance.forbidden]
    bounds = {SEATED_TOWNS: seated_towns(instance, [pair.key for pair in allowed])}
    for stage in PAIR_STAGES:
        best: dict[str, int] = {}
        for pair in allowed:
            best[pair.need] = max(best.get(pair.need, 0), stage.points(instance, pair))
        bounds[stage.name] = sum(best.values())
    return bounds
