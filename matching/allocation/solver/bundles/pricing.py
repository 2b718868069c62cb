"""Pricing: for each person the best set of needs at given points, and a bound no set can pass.

The set is a temporal knapsack: days by month, at most K municipalities at once. All people are searched side by
side, candidate after candidate, keeping for each the `width` partial sets that lose least against the
Lagrangian bound of that person (prices on months and municipalities). What is cut off is remembered by its
bound, so the answer always comes with a valid one: exact where nothing was cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.allocation.solver.bundles.table import Flags, Integers, Table

_NEVER = np.int64(1) << 60
_CELLS = 1 << 18
"""Cells of one group of people in the search: keeps the arrays within the processor's cache and memory."""


@dataclass(slots=True)
class Rates:
    """Prices on one tenth of a day (P, T) and on one municipality (P, T) of a person's month; integers >= 0."""

    room: Integers
    towns: Integers


@dataclass(frozen=True, slots=True)
class Priced:
    """Per person: the value found, a bound of every value, and the candidates taken (rows, sorted by person)."""

    value: Integers
    bound: Integers
    taken: Integers


@dataclass(frozen=True, slots=True)
class _Group:
    """Some people's candidates worth taking, padded to a rectangle (C, n); `real` marks what is no padding."""

    people: Integers
    rows: Integers
    real: Flags


def no_rates(table: Table) -> Rates:
    """Everything free of charge: a valid start."""
    return Rates(np.zeros_like(table.room), np.zeros_like(table.towns))


def reduced_values(table: Table, values: Integers, rates: Rates) -> Integers:
    """(E): the points of a candidate less what its months cost."""
    room, towns = _over_months(table, rates.room), _over_months(table, rates.towns)
    reduced: Integers = values - room * table.days - towns * table.alone
    return reduced


def _over_months(table: Table, rate: Integers) -> Integers:
    """(E): the sum of a rate (P, T) over a candidate's months."""
    until = np.concatenate((np.zeros((len(rate), 1), dtype=np.int64), rate.cumsum(axis=1)), axis=1)
    total: Integers = until[table.person, table.end] - until[table.person, table.start]
    return total


def relaxed_bound(table: Table, reduced: Integers, rates: Rates) -> Integers:
    """(P): room and municipalities at their rates plus every candidate worth its months."""
    bound: Integers = (rates.room * table.room + rates.towns * table.towns).sum(axis=1)
    gain = np.concatenate(([0], np.cumsum(np.maximum(reduced, 0))))
    return bound + gain[table.of_person[1:]] - gain[table.of_person[:-1]]


def price(table: Table, values: Integers, rates: Rates, *, width: int) -> Priced:
    """The best sets found for every person at integer `values` (E), with valid bounds."""
    reduced = reduced_values(table, values, rates)
    bound = relaxed_bound(table, reduced, rates)
    found, taken = np.zeros(len(table.people), dtype=np.int64), []
    for group in _groups(table, values, width=width):
        search = _Search(table, group, values=values, reduced=reduced, bound=bound[group.people], width=width)
        search.run()
        found[group.people], bound[group.people] = search.best, search.proven
        taken.append(search.taken())
    rows = np.sort(np.concatenate(taken)) if taken else np.zeros(0, dtype=np.int64)
    return Priced(found, np.where(_has_candidates(table, values), bound, 0), rows)


def _has_candidates(table: Table, values: Integers) -> Flags:
    worth: Flags = np.bincount(table.person[values > 0], minlength=len(table.people)) > 0
    return worth


def _groups(table: Table, values: Integers, *, width: int) -> Iterator[_Group]:
    """People with about as many candidates worth taking, together."""
    rows = np.flatnonzero(values > 0)
    count = np.bincount(table.person[rows], minlength=len(table.people))
    first = np.concatenate(([0], np.cumsum(count)))
    people = np.argsort(count, kind="stable")
    people = people[count[people] > 0]
    size = max(1, _CELLS // (width * table.months))
    for start in range(0, len(people), size):
        some = people[start : start + size]
        slots = np.arange(count[some].max())
        real = slots < count[some][:, None]
        yield _Group(some, rows[np.where(real, first[some][:, None] + slots, 0)], real)


class _Search:
    """The side-by-side search of one group; C people, n candidates, B = width partial sets, T months."""

    def __init__(
        self, table: Table, group: _Group, *, values: Integers, reduced: Integers, bound: Integers, width: int
    ) -> None:
        self._table, self._group, self._width = table, group, width
        people, steps = group.rows.shape
        self._values = np.where(group.real, values[group.rows], 0)
        self._reduced = np.where(group.real, reduced[group.rows], 0)
        self._limit = bound
        self._first = np.arange(people)[:, None] * width
        self.best = np.zeros(people, dtype=np.int64)
        self.proven = np.zeros(people, dtype=np.int64)
        self._best_at = np.zeros((people, 2), dtype=np.int64)
        self._loss = np.full((people, width), _NEVER)
        self._loss[:, 0] = 0
        self._value = np.zeros((people, width), dtype=np.int64)
        self._room = np.repeat(table.room[group.people, None, :], width, axis=1)
        self._towns = np.repeat(table.towns[group.people, None, :], width, axis=1)
        self._here = np.zeros((people, width, table.months), dtype=bool)
        self._parent = np.zeros((steps, people, width), dtype=np.int16)
        self._took = np.zeros((steps, people, width), dtype=bool)

    def run(self) -> None:
        """Decide candidate after candidate; afterwards `best` and `proven` hold."""
        for step in range(self._group.rows.shape[1]):
            self._decide(step)
        self.proven = np.maximum(self.proven, self.best)

    def taken(self) -> Integers:
        """Rows of the best sets, by walking back the decisions."""
        place = np.arange(len(self.best))
        slot, found = self._best_at[:, 1].copy(), []
        for step in range(len(self._parent) - 1, -1, -1):
            live = step < self._best_at[:, 0]
            chosen = live & self._took[step, place, slot]
            found.append(self._group.rows[chosen, step])
            slot = np.where(live, self._parent[step, place, slot], slot)
        return np.concatenate(found)

    def _decide(self, step: int) -> None:
        rows = self._group.rows[:, step]
        active, days = self._table.active[rows], self._table.days[rows]
        self._enter_town(step, rows)
        fits = self._fits(active, days) & self._group.real[:, step, None]
        gain = self._reduced[:, step, None]
        skipped = self._loss + np.maximum(gain, 0)
        taken = np.where(fits, self._loss + np.maximum(-gain, 0), _NEVER)
        self._keep_least(step, np.concatenate((skipped, taken), axis=1))
        parent, took = self._parent[step], self._took[step]
        self._value = np.take_along_axis(self._value, parent, axis=1) + took * self._values[:, step, None]
        load = took[:, :, None] & active[:, None, :]
        origin = self._first + parent
        self._here = self._here.reshape(-1, self._table.months).take(origin, axis=0)
        self._room = self._room.reshape(-1, self._table.months).take(origin, axis=0) - load * days[:, None, None]
        self._towns = self._towns.reshape(-1, self._table.months).take(origin, axis=0) - (load & ~self._here)
        self._here |= load
        self._note_best(step)

    def _enter_town(self, step: int, rows: Integers) -> None:
        """A candidate of another municipality than the one before: forget the months it is served in."""
        table = self._table
        before = self._group.rows[:, step - 1] if step else rows
        other = np.ones(len(rows), dtype=bool) if step == 0 else table.town[rows] != table.town[before]
        if other.any():
            self._here[other] = table.served[rows[other], None, :]

    def _fits(self, active: Flags, days: Integers) -> Flags:
        """(C, B): enough days, and a municipality free in every month newly served; overlaps where allowed."""
        new = active[:, None, :] & ~self._here
        fits: Flags = np.logical_and(self._room >= (active * days[:, None])[:, None, :], self._towns >= new)
        if not self._table.instance.overlap_allowed:
            fits &= ~np.logical_and(active[:, None, :], self._here)
        return np.asarray(fits.all(axis=2))

    def _keep_least(self, step: int, loss: Integers) -> None:
        """The `width` sets with the least loss go on; the best of those cut off limits what was missed."""
        loss = np.where(self._limit[:, None] - loss <= self.best[:, None], _NEVER, loss)
        order = np.argsort(loss, axis=1, kind="stable")[:, : self._width + 1]
        cut = np.take_along_axis(loss, order[:, self._width :], axis=1)[:, 0]
        self.proven = np.maximum(self.proven, np.where(cut < _NEVER, self._limit - cut, 0))
        order = order[:, : self._width]
        self._loss = np.take_along_axis(loss, order, axis=1)
        self._parent[step], self._took[step] = order % self._width, order >= self._width

    def _note_best(self, step: int) -> None:
        value = np.where(self._loss < _NEVER, self._value, -1)
        slot = value.argmax(axis=1)
        reached = value[np.arange(len(slot)), slot]
        better = reached > self.best
        self.best = np.where(better, reached, self.best)
        self._best_at[better, 0], self._best_at[better, 1] = step + 1, slot[better]
