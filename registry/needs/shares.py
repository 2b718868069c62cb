"""What each town of a joint need bears: equal, by population, by use, or a weighted mix of the three. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

WHOLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Mix:
    """Weights of the three rules, in per cent; together 100 (`domain.md`, Joint employment)."""

    equal: int
    population: int
    use: int


@dataclass(frozen=True, slots=True)
class Bearing:
    """A town's own measures: inhabitants, half-days a month; None where they are not known."""

    key: UUID
    population: int | None
    half_days: int | None


def missing_measures(parts: Sequence[Bearing], mix: Mix) -> list[str]:
    """What has to be known first, in words; nothing where shares can be told."""
    missing = []
    if mix.population and any(part.population is None for part in parts):
        missing.append("人口")
    if mix.use and any(part.half_days is None for part in parts):
        missing.append("月の日数")
    return missing


def shares_per_million(parts: Sequence[Bearing], mix: Mix) -> Mapping[UUID, int]:
    """Key -> millionths, exact in sum: what division leaves over goes to the largest remainders, ties in order of key.

    Empty where there is no part or a measure that the mix needs is missing.
    """
    if not parts or missing_measures(parts, mix):
        return {}
    exact = {part.key: WHOLE * _share(part, parts, mix) for part in parts}
    floors = {key: int(share) for key, share in exact.items()}
    left = WHOLE - sum(floors.values())
    by_remainder = sorted(exact, key=lambda key: (floors[key] - exact[key], key))
    return {key: floors[key] + (key in by_remainder[:left]) for key in exact}


def _share(part: Bearing, parts: Sequence[Bearing], mix: Mix) -> Fraction:
    total_population = sum(one.population or 0 for one in parts)
    total_use = sum(one.half_days or 0 for one in parts)
    share = Fraction(mix.equal, 100 * len(parts))
    if mix.population:
        share += Fraction(mix.population * (part.population or 0), 100 * total_population)
    if mix.use:
        share += Fraction(mix.use * (part.half_days or 0), 100 * total_use)
    return share
