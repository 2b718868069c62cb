"""The stages of `matching.md`, each fixed before the next; protection is a stage, never a large weight.

S0 (locks) is a constraint, not a value. Three stages count more than single pairs: protected towns with a seat,
the shortfall of quotas (before S2, where an instance has quotas) and S3, the coverage of the least covered group of
needs in thousandths (where needs have groups).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from matching.allocation.solver.instance import Instance, Key, Pair, Quota

SEATED_TOWNS = "protected_municipalities"
QUOTAS = "quotas"
PRIORITY = "priority"
COVERAGE = "coverage"
FIT = "fit"
TRAVEL = "travel"
TIE_BREAK = "tie_break"
WHOLE = 1000
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


def tie_breaker(round_: int) -> PairStage:
    """A number from the ids alone: the answer depends on no solver, thread or row order (S7).

    sha256 of person, newline, need; round n takes the digest's bytes from 4n. Rounds after the first are for plans
    whose sums are the same by chance.
    """

    def points(_: Instance, pair: Pair) -> int:
        digest = sha256(f"{pair.person}\n{pair.need}".encode()).digest()
        return int.from_bytes(digest[4 * round_ : 4 * round_ + 4]) >> (32 - TIE_BREAK_BITS)

    return PairStage(TIE_BREAK, points)


PAIR_STAGES = (
    PairStage("protected_needs", _protected),
    PairStage(PRIORITY, _priority),
    PairStage("incumbents_kept", _incumbent),
    PairStage(FIT, _fit),
    PairStage(TRAVEL, _travel),
    tie_breaker(0),
)
"""S1 (second half), S2, S4, S5, S6, S7; S1's first half, SEATED_TOWNS, counts towns and comes before them."""

FILE_STAGES = tuple(stage for stage in PAIR_STAGES if stage.name != TRAVEL)
"""The stages of file mode, whose pairs carry no travel."""


def stage_order(instance: Instance, stages: Sequence[PairStage] = PAIR_STAGES) -> tuple[str, ...]:
    """Names of all stages of an instance, the first decides first."""
    names = [SEATED_TOWNS]
    for stage in stages:
        if stage.name == PRIORITY and any(quota.least for quota in instance.quotas):
            names.append(QUOTAS)
        names.append(stage.name)
        if stage.name == PRIORITY and instance.coverage_groups:
            names.append(COVERAGE)
    return tuple(names)


def seated_towns(instance: Instance, assignments: Collection[Key]) -> int:
    """Protected municipalities with at least one need filled (any need of theirs seats the town)."""
    seated = {instance.need[need].municipality for _, need in assignments}
    return len(seated.intersection(instance.protected_municipalities))


def shortfall(quota: Quota, filled: Collection[str]) -> int:
    """Seats a quota's lower limit misses."""
    return max(0, quota.least - len(set(quota.needs).intersection(filled)))


def least_coverage(instance: Instance, filled: Collection[str]) -> int:
    """Filled needs of the least covered group, in thousandths, rounded down; WHOLE without groups."""
    groups = instance.coverage_groups.values()
    return min((WHOLE * len({*group}.intersection(filled)) // len(group) for group in groups), default=WHOLE)


def stage_values(
    instance: Instance, assignments: Collection[Key], stages: Sequence[PairStage] = PAIR_STAGES
) -> dict[str, int]:
    """The value of every stage for a set of assignments, in stage order; more is better in each."""
    chosen = [instance.pair[key] for key in assignments]
    filled = {pair.need for pair in chosen}
    values = {stage.name: sum(stage.points(instance, pair) for pair in chosen) for stage in stages}
    values[SEATED_TOWNS] = seated_towns(instance, assignments)
    values[QUOTAS] = -sum(shortfall(quota, filled) for quota in instance.quotas)
    values[COVERAGE] = least_coverage(instance, filled)
    return {name: values[name] for name in stage_order(instance, stages)}


def ceilings(instance: Instance, stages: Sequence[PairStage] = PAIR_STAGES) -> dict[str, int]:
    """Upper bounds of every stage alone, from single needs: the best pair of each."""
    allowed = [pair for pair in instance.pairs if pair.key not in instance.forbidden]
    bounds = {SEATED_TOWNS: seated_towns(instance, [pair.key for pair in allowed]), QUOTAS: 0, COVERAGE: WHOLE}
    for stage in stages:
        best: dict[str, int] = {}
        for pair in allowed:
            best[pair.need] = max(best.get(pair.need, 0), stage.points(instance, pair))
        bounds[stage.name] = sum(best.values())
    return {name: bounds[name] for name in stage_order(instance, stages)}
