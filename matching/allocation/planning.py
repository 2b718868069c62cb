"""From a board to an instance of the engine, and from assignments to the figures that are compared."""

from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from msgspec import Struct, field, json

from matching.allocation.board import Board
from matching.allocation.rules import PRIORITIES, PinKind
from matching.allocation.schemas import Figures
from matching.allocation.solver.instance import Instance, Key, Need, Pair, Person
from matching.fit.facts import Month, NeedFacts, PersonFacts
from matching.fit.score import score
from registry.needs.rules import Urgency


class Served(Struct, frozen=True):
    """What people of the pool serve today, answers still waiting included: the ground a plan is compared on."""

    needs: int
    points: int
    travel_minutes: int
    protected: tuple[str, ...]
    seated: tuple[str, ...]


class Kept(Struct, frozen=True):
    """What a run keeps beside its instance: the months behind its indices, today's ground, published settings.

    `set_aside` counts "must" pins of pairs that have become impossible.
    """

    months: tuple[Month, ...]
    served: Served
    set_aside: int
    protected_by: str = "one_person_it"
    priorities: dict[Urgency, int] = field(default_factory=lambda: dict(PRIORITIES))


def instance_of(board: Board) -> tuple[Instance, Kept]:
    """The problem: open needs, the pool, feasible pairs, decisions by hand. Ids as text, months as 0-based indices."""
    months = horizon(board.facts)
    must, never = _pinned(board, PinKind.MUST), _pinned(board, PinKind.NEVER)
    feasible = {(str(member), str(need)) for member, need in board.fits}
    instance = Instance(
        months=len(months),
        people=tuple(_person(person, months) for person in board.people),
        needs=tuple(_need(need, months) for need in board.facts if need.months),
        pairs=tuple(_pair(board, member, need) for member, need in board.fits),
        pinned=frozenset(must & feasible),
        forbidden=frozenset(never & feasible),
        weights_version=board.weights.version,
    )
    return instance, Kept(months=months, served=_served(board), set_aside=len(must - feasible))


def horizon(needs: Iterable[NeedFacts]) -> tuple[Month, ...]:
    """Every month from the first to the last that a need touches."""
    touched = sorted(set(chain.from_iterable(need.months for need in needs)))
    if not touched:
        return ()
    (first_year, first), (last_year, last) = touched[0], touched[-1]
    count = (last_year - first_year) * 12 + last - first + 1
    return tuple((first_year + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1) for n in range(count))


def figures(instance: Instance, served: Served, assignments: Iterable[Key] = ()) -> Figures:
    """What would stand with these assignments on top of today; without any, what stands today."""
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
    )


def kept_from(text: str) -> Kept:
    """The settings of a run."""
    return json.decode(text, type=Kept)


def figures_from(text: str) -> Figures:
    """The figures of a run."""
    return json.decode(text, type=Figures)


def _served(board: Board) -> Served:
    pairs = [
        (board.people[board.row[member]], board.served[each.need])
        for member, held in board.commitments.items()
        for each in held
        if member in board.row and each.need in board.served
    ]
    return Served(
        needs=len(pairs),
        points=sum(score(*pair, weights=board.weights, travel=board.travel).total for pair in pairs),
        travel_minutes=sum(minutes_on_the_road(board, *pair) for pair in pairs),
        protected=tuple(sorted({str(need.municipality) for _, need in pairs if need.protected})),
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
