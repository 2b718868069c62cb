"""From a board to an instance of the engine, and from assignments to the figures that are compared."""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import Final
from uuid import UUID

from msgspec import Struct, field, json
from msgspec.structs import replace

from matching.allocation.aims import Near
from matching.allocation.applying import board_under, instance_under, without_rate
from matching.allocation.board import Board
from matching.allocation.conditions import Conditions
from matching.allocation.plan_schemas import Figures
from matching.allocation.rules import PRIORITIES, PinKind
from matching.allocation.solver.instance import Instance, Key, Need, Pair, Person
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.stages import TIE_BREAK
from matching.fit.facts import Month, NeedFacts, PersonFacts
from matching.fit.score import score
from matching.fit.weights import Weights
from registry.needs.rules import Urgency

TODAY: Final = Conditions()
"""Nothing changed: today's published settings."""


class Served(Struct, frozen=True):
    """What people of the pool serve today, answers still waiting included: the ground a plan is compared on.

    `protected` are the protected towns of today's and of open needs, also where a scenario does not protect them.
    """

    needs: int
    points: int
    travel_minutes: int
    protected: tuple[str, ...]
    seated: tuple[str, ...]


class Kept(Struct, frozen=True):
    """What a run keeps beside its instance: the months behind its indices, today's ground, published settings.

    `set_aside` counts "must" pins of pairs that have become impossible, `unpriced` people without a rate under a
    budget; `present` are the pairs of the plan a scenario starts from, `near` what a former
    plan is mended with.
    """

    months: tuple[Month, ...]
    served: Served
    set_aside: int
    protected_by: str = "one_person_it"
    unpriced: int = 0
    present: tuple[Key, ...] = ()
    near: Near | None = None
    priorities: dict[Urgency, int] = field(default_factory=lambda: dict(PRIORITIES))


def instance_of(
    board: Board, conditions: Conditions = TODAY, *, present: Collection[Key] = ()
) -> tuple[Instance, Kept]:
    """The problem: open needs, the pool, feasible pairs, decisions by hand. Ids as text, months as 0-based indices.

    `present`: the pairs of the plan that the conditions start from.
    """
    asked = board_under(board, conditions)
    months = horizon(asked.facts)
    must, never = _pinned(asked, PinKind.MUST), _pinned(asked, PinKind.NEVER)
    feasible = {(str(member), str(need)) for member, need in asked.fits}
    instance = Instance(
        months=len(months),
        people=tuple(_person(person, months) for person in asked.people),
        needs=tuple(_need(need, months) for need in asked.facts if need.months),
        pairs=tuple(_pair(asked, member, need) for member, need in asked.fits),
        pinned=frozenset(must & feasible),
        forbidden=frozenset(never & feasible),
        weights_version=asked.weights.version,
    )
    instance = instance_under(instance, conditions, board=asked, present=present)
    return instance, Kept(months=months, served=_served(board, asked.weights), set_aside=len(must - feasible),
                          unpriced=without_rate(instance), present=tuple(sorted(present)))  # fmt: skip


def horizon(needs: Iterable[NeedFacts]) -> tuple[Month, ...]:
    """Every month from the first to the last that a need touches."""
    touched = sorted(set(chain.from_iterable(need.months for need in needs)))
    if not touched:
        return ()
    (first_year, first), (last_year, last) = touched[0], touched[-1]
    count = (last_year - first_year) * 12 + last - first + 1
    return tuple((first_year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1) for n in range(count))


def figures(instance: Instance, kept: Kept, assignments: Collection[Key] = ()) -> Figures:
    """What would stand with these assignments on top of today; without any, what stands today."""
    served = kept.served
    pairs = [instance.pair[key] for key in assignments]
    needs = [instance.need[pair.need] for pair in pairs]
    protected = set(served.protected) | set(instance.protected_municipalities)
    seated = set(served.seated) | {need.municipality for need in needs}
    filled = served.needs + len(needs)
    return Figures(
        needs=served.needs + len(instance.needs),
        filled=filled,
        protected_towns=len(protected),
        protected_seated=len(protected & seated),
        fit=(served.points + sum(pair.fit for pair in pairs)) // filled if filled else None,
        travel_minutes=served.travel_minutes + sum(pair.travel for pair in pairs),
        moved=len({pair.person for pair in pairs}),
        changed=_changed(instance, kept.present, assignments),
    )


def figures_of_plan(instance: Instance, kept: Kept, plan: Plan, *, bare: Plan | None) -> Figures:
    """The figures of a plan with what it was bought for: `bare` is the plan of the same instance without
    what limited it."""
    found = figures(instance, kept, plan.assignments)
    if bare is not None and kept.near is not None:
        other = figures(instance, kept, bare.assignments)
        found = replace(found, filled_freely=other.filled, changed_freely=other.changed)
    elif bare is not None:
        other = figures(instance, kept, bare.assignments)
        found = replace(found, filled_unprotected=other.filled, seated_unprotected=other.protected_seated)
    reached = {stage.name: stage.value for stage in plan.stages if stage.name != TIE_BREAK}
    lost = {
        best.name: best.value - reached[best.name]
        for best in plan.optimum
        if best.value > reached.get(best.name, best.value)
    }
    return replace(found, blocking_pairs=plan.blocking_pairs, lost=lost)


def kept_from(text: str) -> Kept:
    """The settings of a run."""
    return json.decode(text, type=Kept)


def figures_from(text: str) -> Figures:
    """The figures of a run."""
    return json.decode(text, type=Figures)


def _changed(instance: Instance, present: Collection[Key], assignments: Collection[Key]) -> int | None:
    """Pairs of the present plan that go, of needs still open; None without such a plan."""
    if not present:
        return None
    return sum(key not in assignments for key in present if key[1] in instance.need)


def _served(board: Board, weights: Weights) -> Served:
    pairs = [
        (board.people[board.row[member]], board.served[each.need])
        for member, held in board.commitments.items()
        for each in held
        if member in board.row and each.need in board.served
    ]
    return Served(
        needs=len(pairs),
        points=sum(score(*pair, weights=weights, travel=board.travel).total for pair in pairs),
        travel_minutes=sum(minutes_on_the_road(board, *pair) for pair in pairs),
        protected=tuple(
            sorted(
                {
                    str(need.municipality)
                    for need in (*board.facts, *(need for _, need in pairs))
                    if need.protected and need.months
                }
            )
        ),
        seated=tuple(sorted({str(need.municipality) for _, need in pairs})),
    )


def minutes_on_the_road(board: Board, person: PersonFacts, need: NeedFacts) -> int:
    """Minutes a month on the road: there and back for every visit; 0 where a place is unknown."""
    return 2 * need.on_site_days * (board.travel.minutes(person.base, need.office) or 0)


def _person(person: PersonFacts, months: tuple[Month, ...]) -> Person:
    capacity = tuple(person.capacity.get(month, 0) for month in months)
    return Person(id=str(person.id), capacity=capacity, max_municipalities=person.max_municipalities)


def _need(need: NeedFacts, months: tuple[Month, ...]) -> Need:
    start = months.index(need.months[0])
    return Need(
        id=str(need.id),
        municipality=str(need.municipality),
        protected=need.protected,
        priority=need.priority,
        start=start,
        end=start + len(need.months),
    )


def _pair(board: Board, member: UUID, need: UUID) -> Pair:
    person, facts = board.people[board.row[member]], board.facts[board.column[need]]
    points = board.fits[member, need]
    return Pair(
        person=str(member),
        need=str(need),
        days=board.travel.days(person.base, facts),
        fit=sum(points),
        travel=minutes_on_the_road(board, person, facts),
        components=points,
    )


def _pinned(board: Board, kind: PinKind) -> set[Key]:
    """Pins of needs that are still open; others wait until their need opens again."""
    return {
        (str(member), str(need)) for (member, need), pin in board.pins.items()
        if pin.kind is kind and need in board.column
    }  # fmt: skip
