"""One stage after another on one model: price, drop the columns that cannot matter, search, prove, fix.

Each stage takes the relaxation's prices first: a column whose reduced cost exceeds the distance between bound
and the solution at hand cannot be in a better one. What a stage rules out stays ruled out in the next.
"""

from collections.abc import Sequence

from matching.allocation.solver.bounding import SCALE, Certificate, certificate
from matching.allocation.solver.highs import Answer, Highs, Patience, SolverDoubt, Stopped
from matching.allocation.solver.model import Model, Row, Terms

_HURRIED = 20
"""Nodes a search may take where no proof can come of it any more."""


class Search:
    """The model, what earlier stages have fixed, and the best solution so far."""

    def __init__(self, model: Model, *, node_limit: int | None, patience: Patience | None = None) -> None:
        self._rows = list(model.rows)
        self._lower, self._upper = list(model.lower), list(model.upper)
        self._highs = Highs(columns=len(model.lower), rows=model.rows, node_limit=node_limit, patience=patience)
        self._node_limit = node_limit
        self.current: list[int] | None = None
        self.alone = False

    def hurry(self) -> None:
        """A stage was left without proof: where nodes are limited at all, those after it may take few."""
        if self._node_limit is not None:
            self._highs.limit_nodes(min(self._node_limit, _HURRIED))

    @property
    def version(self) -> str:
        """The solver's name and version."""
        return self._highs.version

    def settle(self, terms: Terms, *, enough: int | None = None) -> Answer:
        """The stage's best value, fixed for all later stages; a search that reaches `enough` ends there.

        Raises NoPlan, SolverDoubt.
        """
        if self.alone and self.current is not None:
            value = _total(terms, self.current)
            return Answer(self.current, value, value)
        limit = self.limit(terms)
        answer = self._best(terms, limit, enough=limit.value if enough is None else min(enough, limit.value))
        self._check(answer.values)
        self._lower, self._upper = self._narrowed(limit, value=answer.value)
        self.keep(Row(terms, lower=answer.value))
        self.current = answer.values
        return answer

    def limit(self, terms: Terms) -> Certificate:
        """A valid bound from the relaxation's prices, without search. Raises NoPlan."""
        prices = self._highs.prices(terms, lower=self._lower, upper=self._upper)
        return certificate(self._rows, lower=self._lower, upper=self._upper, terms=terms, prices=prices)

    def keep(self, row: Row) -> None:
        """One more row for everything that follows."""
        self._rows.append(row)
        self._highs.add(row)

    def look_for_another(self, columns: int, *, guide: Terms) -> None:
        """Set `alone` when nothing else keeps all rows, looking at the first `columns` columns.

        Raises SolverDoubt, and Stopped where a limited search left it open. `guide` is an objective that shows the
        solver quickly that nothing is left: the last stage's.
        """
        if self.alone or self.current is None:
            return
        if self._lower[:columns] == self._upper[:columns]:
            self.alone = True
            return
        taken = self.current[:columns]
        other = Row({column: 1 if value else -1 for column, value in enumerate(taken)}, upper=sum(taken) - 1)
        values = self._highs.best_within(other, guide, lower=self._lower, upper=self._upper)
        if values is not None:
            self._check(values, other)
        self.alone = values is None

    def _best(self, terms: Terms, limit: Certificate, *, enough: int) -> Answer:
        """The search's answer, or what is at hand where that is enough or a stopped search found nothing better."""
        if self.current is None:
            return self._highs.maximise(
                terms, lower=self._lower, upper=self._upper, start=None, ceiling=limit.value, enough=enough
            )
        at_hand = _total(terms, self.current)
        if at_hand >= enough:
            return Answer(self.current, at_hand, limit.value)
        lower, upper = self._narrowed(limit, value=at_hand)
        try:
            found = self._highs.maximise(
                terms, lower=lower, upper=upper, start=self.current, ceiling=limit.value, enough=enough
            )
        except Stopped:
            return Answer(self.current, at_hand, limit.value)
        return found if found.value >= at_hand else Answer(self.current, at_hand, found.bound)

    def _narrowed(self, limit: Certificate, *, value: int) -> tuple[list[int], list[int]]:
        """Column limits that keep every solution of at least this value."""
        lower, upper = list(self._lower), list(self._upper)
        for column, cost in enumerate(limit.reduced):
            if abs(cost) > limit.bound - value * SCALE:
                lower[column] = upper[column] = self._upper[column] if cost > 0 else self._lower[column]
        return lower, upper

    def _check(self, values: Sequence[int], *more: Row) -> None:
        """Integers, limits and every row, in exact arithmetic."""
        limits = zip(self._lower, values, self._upper, strict=True)
        if not all(low <= value <= high for low, value, high in limits) or not all(
            row.holds(values) for row in (*self._rows, *more)
        ):
            raise SolverDoubt(f"{self.version} の答えが条件を満たしません。")


def _total(terms: Terms, values: Sequence[int]) -> int:
    return sum(points * values[column] for column, points in terms.items())
