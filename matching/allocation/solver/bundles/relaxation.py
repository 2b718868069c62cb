"""The compact model without integrality, for its prices: of needs, of people's months, of what earlier stages hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.allocation.solver.bundles.linear import Entries, relaxed_maximum
from matching.allocation.solver.bundles.pricing import Rates, no_rates
from matching.allocation.solver.bundles.table import Flags, Integers, Table

_TOLERANCE = 3e-4

SCALE = 1 << 20
"""Prices are integers, multiples of 1/SCALE of a point."""


@dataclass(frozen=True, slots=True)
class Held:
    """An earlier stage that may not fall: points of every candidate (E) and the least their sum may be."""

    points: Integers
    least: int


@dataclass(frozen=True, slots=True)
class Prices:
    """Scaled integer prices: needs (N), people's months, and one for each held stage, all >= 0.

    Only a need that must be filled may have a negative one.
    """

    needs: Integers
    rates: Rates
    held: tuple[int, ...]


@dataclass(slots=True)
class _Rows:
    """The months that limit a person: entries so far, their limits and whom the rows belong to."""

    rows: list[NDArray[np.int32]]
    columns: list[NDArray[np.int32]]
    coefficients: list[NDArray[np.int32]]
    limits: list[int]
    months: list[tuple[bool, int, int]]

    def add(self, columns: Integers, coefficients: Integers, limit: int) -> None:
        self.rows.append(np.full(len(columns), len(self.limits), dtype=np.int32))
        self.columns.append(columns.astype(np.int32))
        self.coefficients.append(coefficients.astype(np.int32))
        self.limits.append(limit)


class Relaxation:
    """The rows of one table, written once, priced for one stage after the other."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._months = _Rows([], [], [], [], [])
        for person in range(len(table.people)):
            self._add_person(person)

    def prices(self, points: Integers, held: Sequence[Held], *, iterations: int) -> Prices:
        """Prices under which the relaxation's bound for `points` (E) is about least."""
        table, months = self._table, self._months
        needs, people = len(table.needs), len(months.limits)
        limits = np.array([1] * needs + months.limits + [-each.least for each in held], dtype=np.int64)
        found = relaxed_maximum(points, self._entries(held), limits, tolerance=_TOLERANCE, iterations=iterations)
        scaled = np.rint(found.prices * SCALE).astype(np.int64)
        rates = no_rates(table)
        for (of_room, person, month), rate in zip(months.months, scaled[needs : needs + people], strict=True):
            (rates.room if of_room else rates.towns)[person, month] = rate
        return Prices(scaled[:needs], rates, tuple(int(rate) for rate in scaled[needs + people :]))

    def _entries(self, held: Sequence[Held]) -> Entries:
        """Needs, then people's months, then what earlier stages hold."""
        table, months = self._table, self._months
        needs, people = len(table.needs), len(months.limits)
        candidates = np.arange(len(table.pairs))
        rows: list[NDArray[np.integer[Any]]] = [table.need, *(row + needs for row in months.rows)]
        columns: list[NDArray[np.integer[Any]]] = [candidates, *months.columns]
        coefficients: list[NDArray[np.integer[Any]]] = [np.ones_like(candidates), *months.coefficients]
        for place, each in enumerate(held):
            some = np.flatnonzero(each.points)
            rows.append(np.full(len(some), needs + people + place))
            columns.append(some)
            coefficients.append(-each.points[some])
        return Entries.joined(rows, columns, coefficients)

    def _add_person(self, person: int) -> None:
        """Days and municipalities of each month that no other month implies."""
        table = self._table
        first, after = table.of_person[person], table.of_person[person + 1]
        active, days, alone = table.active[first:after], table.days[first:after], table.alone[first:after]
        room, towns = table.room[person], table.towns[person]
        for month in _undominated(active, room):
            here = np.flatnonzero(active[:, month])
            if days[here].sum() > room[month]:
                self._months.add(first + here, days[here], int(room[month]))
                self._months.months.append((True, person, month))
        for month in _undominated(active, towns):
            here = np.flatnonzero(active[:, month] & alone)
            if len(here) > towns[month]:
                self._months.add(first + here, np.ones_like(here), int(towns[month]))
                self._months.months.append((False, person, month))


def _undominated(active: Flags, limit: Integers) -> list[int]:
    """Months for which no other has all their candidates and no more room; of equal ones the first."""
    inside = ~(active[:, :, None] & ~active[:, None, :]).any(axis=0)
    harder = inside & (limit[None, :] <= limit[:, None])
    equal = harder & harder.T
    months = np.arange(len(limit))
    implied = (harder & ~equal) | (equal & (months[None, :] < months[:, None]))
    return [int(month) for month in np.flatnonzero(active.any(axis=0) & ~implied.any(axis=1))]
