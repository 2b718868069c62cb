"""From changed facts to trials of the engine, and what they found in Japanese. Pure."""

from dataclasses import dataclass, replace
from itertools import chain, takewhile
from uuid import UUID

from matching.allocation.applying import priced
from matching.allocation.board import Board
from matching.allocation.changes import Change, paired_changes, single_changes
from matching.allocation.planning import minutes_on_the_road
from matching.allocation.solver.block import COARSE, PATIENCE
from matching.allocation.solver.explain import WhyNot, WhyNotKind
from matching.allocation.solver.highs import Patience
from matching.allocation.solver.instance import Instance, Need, Pair
from matching.allocation.solver.plan import Plan
from matching.allocation.solver.stages import stage_order
from matching.allocation.solver.trial import Trial, tried
from matching.allocation.solver.words import tried_sentence
from matching.allocation.why_schemas import Remedies, Remedy
from matching.fit.facts import Month, NeedFacts, PersonFacts


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The plan the changes are measured against, with the months behind its indices, and today's facts."""

    board: Board
    instance: Instance
    plan: Plan
    months: tuple[Month, ...]


MOST_PAIRS = 4
"""Pairs of changes solved for one answer, so that a page need not wait; the others are counted."""
MOST_ASKS = 20
"""How often the trials of one answer may ask whether to go on: a quarter of a second where each of them is hard."""


def remedies(ground: Ground, answer: WhyNot, *, most_asks: int = MOST_ASKS) -> Remedies | None:
    """The changes that would let the person serve the need, each solved again; none found: not in the catalogue.

    Single changes first; pairs only where no single one leaves the plan without loss, and then up to the first that
    does. The least asked comes first. None where nothing has to change: the pair is in the plan or could be, or
    somebody has decided against it. What is not tried because the searches asked `most_asks` times is counted.
    """
    if _nothing_to_change(ground, answer):
        return None
    board, patience = ground.board, Patience(PATIENCE, left=most_asks)
    person, facts = board.people[board.row[UUID(answer.person)]], board.facts[board.column[UUID(answer.need)]]
    today = (board.today.year, board.today.month)
    singles = single_changes(person, facts, first_month=today, travel=board.travel, labels=board.labels)
    possible = [change for change in singles if _fits(board, change)]
    found = [_remedy(ground, change, patience=patience) for change in takewhile(lambda _: not patience.over, possible)]
    if any(remedy.harmless for remedy in found):
        return Remedies(found, len(possible) - len(found))
    pairs = chain.from_iterable(
        paired_changes(change, first_month=today, travel=board.travel, labels=board.labels) for change in singles
    )
    twos = [change for change in pairs if _fits(board, change)]
    for change in takewhile(lambda _: not patience.over, twos[:MOST_PAIRS]):
        found.append(_remedy(ground, change, patience=patience))
        if found[-1].harmless:
            return Remedies(found, 0)
    return Remedies(found, len(possible) + len(twos) - len(found))


def _nothing_to_change(ground: Ground, answer: WhyNot) -> bool:
    if answer.effect is None:
        return answer.kind is not WhyNotKind.NOT_FEASIBLE
    forced = answer.effect.plan
    names = stage_order(ground.instance, COARSE)
    return forced is not None and all(forced.stage(name).value >= ground.plan.stage(name).value for name in names)


def _remedy(ground: Ground, change: Change, *, patience: Patience) -> Remedy:
    """A change that makes the person a candidate, with what a re-solve says."""
    points = _fits(ground.board, change)
    ground = _over(ground, change.need.months)
    result = tried(ground.instance, ground.plan, _trial(ground, change, points=points), patience=patience)
    return Remedy(list(change.words), tried_sentence(result), result.harmless)


def _fits(board: Board, change: Change) -> tuple[int, ...]:
    """The components of the fit with the change; empty where a hard reason is left."""
    fits = replace(board, people=(change.person,), facts=(change.need,)).fits
    return fits.get((change.person.id, change.need.id), ())


def _trial(ground: Ground, change: Change, *, points: tuple[int, ...]) -> Trial:
    person, need = change.person, change.need
    stored = ground.instance.need[str(need.id)]
    before = ground.board.people[ground.board.row[person.id]].max_municipalities
    rest, offers = _rest_of(ground, change)
    return Trial(
        pair=_pair(ground, person, need, points=points),
        need=_placed(stored, need, ground.months),
        max_municipalities=(
            ground.instance.person[str(person.id)].max_municipalities + person.max_municipalities - before
        ),
        rest=rest,
        offers=offers,
    )


def _rest_of(ground: Ground, change: Change) -> tuple[Need | None, tuple[Pair, ...]]:
    """The other half of a split need: it counts for nothing of its own, but somebody must take it."""
    if change.rest is None:
        return None, ()
    stored = ground.instance.need[str(change.need.id)]
    half = replace(
        _placed(stored, change.rest, ground.months), id=f"{stored.id}/2", protected=False, priority=0, group=""
    )
    board = replace(ground.board, facts=(change.rest,))
    offers = [
        replace(_pair(ground, board.people[board.row[member]], change.rest, points=points), need=half.id)
        for (member, _), points in board.fits.items()
        if str(member) in ground.instance.person
    ]
    return half, tuple(offers)


def _pair(ground: Ground, person: PersonFacts, need: NeedFacts, *, points: tuple[int, ...]) -> Pair:
    """With its cost where the scenario has a budget."""
    board = ground.board
    pair = Pair(
        person=str(person.id),
        need=str(need.id),
        days=board.travel.days(person.base, need),
        fit=sum(points),
        travel=minutes_on_the_road(board, person, need),
        components=points,
    )
    return pair if ground.instance.budget is None else priced(pair, board)


def _placed(stored: Need, need: NeedFacts, months: tuple[Month, ...]) -> Need:
    start = months.index(need.months[0])
    return replace(stored, start=start, end=start + len(need.months))


def _over(ground: Ground, wanted: tuple[Month, ...]) -> Ground:
    """The same ground with every wanted month on its horizon; capacity of added months is today's."""
    before = tuple(month for month in wanted if month < ground.months[0])
    after = tuple(month for month in wanted if month > ground.months[-1])
    if not before and not after:
        return ground
    free = {str(person.id): person.capacity for person in ground.board.people}

    def capacity(id: str, months: tuple[Month, ...]) -> tuple[int, ...]:
        return tuple(free.get(id, {}).get(month, 0) for month in months)

    instance = replace(
        ground.instance,
        months=ground.instance.months + len(before) + len(after),
        people=tuple(
            replace(each, capacity=(*capacity(each.id, before), *each.capacity, *capacity(each.id, after)))
            for each in ground.instance.people
        ),
        needs=tuple(
            replace(each, start=each.start + len(before), end=each.end + len(before)) for each in ground.instance.needs
        ),
    )
    return replace(ground, instance=instance, months=(*before, *ground.months, *after))
