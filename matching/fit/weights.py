"""The published points of the fit, as data: the table itself lives in `matching/allocation/weights`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One version of the points table (integers; the five maxima add up to 1000).

    `level_exact` is what meeting every required level exactly earns of `level`; a surplus of
    `level_surplus_cap` levels or more earns all of it. Travel points fall in a straight line to 0 at
    `travel_zero_minutes` one way. `region_by_rank` starts with the first choice; later ranks take the last
    entry. `budget_full_percent` is the headroom under the ceiling that earns all of `budget`.
    """

    version: str
    desired: int
    level: int
    level_exact: int
    level_surplus_cap: int
    travel: int
    travel_zero_minutes: int
    region: int
    region_by_rank: tuple[int, ...]
    region_unlisted: int
    region_unasked: int
    budget: int
    budget_full_percent: int
    budget_unknown: int


def weights_in_force(rows: Iterable[Mapping[str, str]], *, on: date) -> Weights:
    """The weights in effect on a date; rows have version, effective_from, effective_until, key, value.

    `effective_until` is exclusive, empty while the version is the current one; `region_by_rank` is
    separated by spaces. Raises LookupError when no version, or more than one, is in force.
    """
    now = [row for row in rows if _in_effect(row, on=on)]
    versions = {row["version"] for row in now}
    if len(versions) != 1:
        raise LookupError(f"{on} に有効な適合の配点表が1つに決まりません（{len(versions)}件）。")
    values = {row["key"]: row["value"] for row in now}
    ranks = tuple(int(points) for points in values.pop("region_by_rank").split())
    numbers = {key: int(value) for key, value in values.items()}
    return Weights(version=versions.pop(), region_by_rank=ranks, **numbers)


def _in_effect(row: Mapping[str, str], *, on: date) -> bool:
    until = row["effective_until"]
    return date.fromisoformat(row["effective_from"]) <= on and (not until or on < date.fromisoformat(until))
