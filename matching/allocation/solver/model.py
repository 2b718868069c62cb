"""The compact integer model of `matching.md` as sparse integer rows over a few kinds of columns.

Columns: one per pair (x), one per protected municipality (z: it has a seat), one per person, municipality
and month where several of the municipality's needs overlap (y: it counts towards the person's most
municipalities), one per quota with a lower limit (s: seats short) and one for the coverage of the least covered
group (t, thousandths). Only undominated months get a row. Everything is sorted by id, so row order outside cannot
reach the solver.

Constraint numbers are the design's. (6b), ours: no two assignments of one person to one municipality overlap
(`domain.md`, joint employment), unless the instance says `overlap_allowed`; with (6b) no y column is needed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matching.allocation.solver.instance import Instance, Key, Pair
from matching.allocation.solver.stages import (
    COVERAGE,
    PAIR_STAGES,
    QUOTAS,
    SEATED_TOWNS,
    WHOLE,
    PairStage,
    least_coverage,
    shortfall,
)

Terms = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum of coefficient x column <= upper; None is no limit on that side."""

    terms: Terms
    lower: int | None = None
    upper: int | None = None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether integer column values satisfy the row exactly."""
        total = sum(coefficient * values[column] for column, coefficient in self.terms.items())
        return (self.lower is None or total >= self.lower) and (self.upper is None or total <= self.upper)


@dataclass(slots=True)
class Model:
    """Column limits and rows of one instance; `of_pairs` and `of_whole` price a stage."""

    instance: Instance
    pairs: list[Pair] = field(init=False)
    lower: list[int] = field(init=False)
    upper: list[int] = field(init=False)
    rows: list[Row] = field(init=False, default_factory=list)
    _towns: dict[str, int] = field(init=False)
    _served: dict[frozenset[int], int] = field(init=False, default_factory=dict)
    _short: dict[str, int] = field(init=False, default_factory=dict)
    _least_covered: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        instance = self.instance
        self.pairs = sorted(instance.pairs, key=lambda pair: pair.key)
        self.lower = [int(pair.key in instance.kept) for pair in self.pairs]
        self.upper = [int(self._possible(pair)) for pair in self.pairs]
        self._towns = {town: len(self.pairs) + place for place, town in enumerate(instance.protected_municipalities)}
        self.lower += [0] * len(self._towns)
        self.upper += [1] * len(self._towns)
        self._add_need_rows()
        self._add_town_rows()
        by_person = _grouped((pair.person, column) for column, pair in enumerate(self.pairs))
        for person, columns in sorted(by_person.items()):
            self._add_person_rows(person, columns)
        self._add_limits()
        self._add_coverage_rows()

    def of_pairs(self, stage: PairStage) -> Terms:
        """The stage's points by column."""
        points = (stage.points(self.instance, pair) for pair in self.pairs)
        return {column: value for column, value in enumerate(points) if value}

    def of_stage(self, name: str) -> Terms:
        """The points of a stage of the product by its name."""
        return self.of_pairs(_BY_NAME[name]) if name in _BY_NAME else self.of_whole(name)

    def of_whole(self, name: str) -> Terms:
        """The points of a stage that is more than a sum over pairs. Raises KeyError for other names."""
        covered = {} if self._least_covered is None else {self._least_covered: 1}
        return {
            SEATED_TOWNS: dict.fromkeys(self._towns.values(), 1),
            QUOTAS: dict.fromkeys(self._short.values(), -1),
            COVERAGE: covered,
        }[name]

    def chosen(self, values: list[int]) -> list[Key]:
        """The pairs a solution takes."""
        return [pair.key for pair, value in zip(self.pairs, values, strict=False) if value]

    def values(self, assignments: Iterable[Key]) -> list[int]:
        """All columns for a set of assignments."""
        taken = set(assignments)
        values = [int(pair.key in taken) for pair in self.pairs] + [0] * (len(self.lower) - len(self.pairs))
        for town, column in self._towns.items():
            values[column] = int(any(self.instance.need[need].municipality == town for _, need in taken))
        for columns, served in self._served.items():
            values[served] = max(values[column] for column in columns)
        filled = {need for _, need in taken}
        for quota in self.instance.quotas:
            if quota.name in self._short:
                values[self._short[quota.name]] = shortfall(quota, filled)
        if self._least_covered is not None:
            values[self._least_covered] = least_coverage(self.instance, filled)
        return values

    def holds(self, values: Sequence[int]) -> bool:
        """Whether a solution keeps every limit and row."""
        limits = zip(self.lower, values, self.upper, strict=True)
        return all(low <= value <= high for low, value, high in limits) and all(r.holds(values) for r in self.rows)

    def _possible(self, pair: Pair) -> bool:
        need, person = self.instance.need[pair.need], self.instance.person[pair.person]
        fits = pair.days <= min(person.capacity[need.start : need.end]) and person.max_municipalities > 0
        return fits and pair.key not in self.instance.forbidden

    def _add_need_rows(self) -> None:
        """(1) one person a need; a need that must be filled gets exactly one."""
        by_need = _grouped((pair.need, column) for column, pair in enumerate(self.pairs))
        for need in sorted(self.instance.need):
            demanded = need in self.instance.must_fill
            self.rows.append(Row(dict.fromkeys(by_need.get(need, ()), 1), 1 if demanded else None, 1))

    def _add_town_rows(self) -> None:
        """(5) a town counts as seated only with at least one of its needs filled."""
        for town, column in self._towns.items():
            seats = {c: -1 for c, p in enumerate(self.pairs) if self.instance.need[p.need].municipality == town}
            self.rows.append(Row({column: 1} | seats, upper=0))

    def _add_person_rows(self, person: str, columns: list[int]) -> None:
        """(2) days by month, (3) municipalities by month, (6b) one need per municipality at a time."""
        active: dict[frozenset[int], int] = {}
        facts = self.instance.person[person]
        for month in range(self.instance.months):
            here = frozenset(c for c in columns if self._is_active(c, month))
            if here:
                active[here] = min(active.get(here, facts.capacity[month]), facts.capacity[month])
        for here, capacity in active.items():
            if not any(here < other and capacity >= active[other] for other in active):
                self._add_at_most({c: self.pairs[c].days for c in sorted(here)}, capacity)
        for here in active:
            if not any(here < other for other in active):
                self._add_municipality_rows(here, most=facts.max_municipalities)

    def _add_municipality_rows(self, here: frozenset[int], *, most: int) -> None:
        by_town = _grouped((self.instance.need[self.pairs[c].need].municipality, c) for c in sorted(here))
        terms: dict[int, int] = {}
        for columns in by_town.values():
            if self.instance.overlap_allowed and len(columns) > 1:
                terms[self._served_column(columns)] = 1
            else:
                terms |= dict.fromkeys(columns, 1)
                self._add_at_most(dict.fromkeys(columns, 1), 1)
        if len(by_town) > most:
            self._add_at_most(terms, most)

    def _served_column(self, columns: list[int]) -> int:
        """A y column, at least every x of its municipality in that month."""
        group = frozenset(columns)
        if group not in self._served:
            self._served[group] = served = self._add_column(upper=1)
            self.rows += [Row({column: 1, served: -1}, upper=0) for column in columns]
        return self._served[group]

    def _add_limits(self) -> None:
        """(4) quotas, lower ones with a shortfall, and the budget; (6) how many incumbents may change."""
        by_need = _grouped((pair.need, column) for column, pair in enumerate(self.pairs))
        for quota in sorted(self.instance.quotas, key=lambda quota: quota.name):
            seats = {column: 1 for need in quota.needs for column in by_need.get(need, ())}
            if quota.most is not None:
                self._add_at_most(seats, quota.most)
            if quota.least:
                self._short[quota.name] = short = self._add_column(upper=quota.least)
                self.rows.append(Row(seats | {short: 1}, lower=quota.least))
        if self.instance.budget is not None:
            self._add_at_most({c: pair.cost for c, pair in enumerate(self.pairs) if pair.cost}, self.instance.budget)
        if self.instance.most_changes is not None:
            kept = {c: 1 for c, pair in enumerate(self.pairs) if pair.key in self.instance.incumbents}
            self.rows.append(Row(kept, lower=len(self.instance.incumbents) - self.instance.most_changes))

    def _add_coverage_rows(self) -> None:
        """S3: the coverage column is at most every group's own coverage."""
        groups = self.instance.coverage_groups
        if not groups:
            return
        self._least_covered = least = self._add_column(upper=WHOLE)
        for needs in groups.values():
            seats = {column: -WHOLE for column, pair in enumerate(self.pairs) if pair.need in needs}
            self.rows.append(Row(seats | {least: len(needs)}, upper=0))

    def _add_column(self, *, upper: int) -> int:
        self.lower.append(0)
        self.upper.append(upper)
        return len(self.lower) - 1

    def _add_at_most(self, terms: Terms, limit: int) -> None:
        if sum(terms.values()) > limit:
            self.rows.append(Row(terms, upper=limit))

    def _is_active(self, column: int, month: int) -> bool:
        need = self.instance.need[self.pairs[column].need]
        return need.start <= month < need.end


_BY_NAME = {stage.name: stage for stage in PAIR_STAGES}


def _grouped(items: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for group, item in items:
        groups[group].append(item)
    return groups
