"""A board and an instance under the conditions of a scenario. Pure."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from matching.allocation.aims import Aim
from matching.allocation.board import Board
from matching.allocation.conditions import Conditions
from matching.allocation.rules import size_band
from matching.allocation.solver.instance import Instance, Key, Need, Pair, Quota
from matching.allocation.weights import published_weights
from matching.fit.facts import PersonFacts
from registry.skills.rules import ROLES


def board_under(board: Board, conditions: Conditions) -> Board:
    """The board with the people, travel limits, points, decisions by hand and protection a scenario asks for."""
    return replace(
        board,
        people=_people(board.people, conditions),
        facts=board.facts if conditions.protect else tuple(replace(need, protected=False) for need in board.facts),
        pins=board.pins if conditions.by_hand else {},
        weights=published_weights(on=board.today, table=conditions.weights) if conditions.weights else board.weights,
    )


def instance_under(
    instance: Instance, conditions: Conditions, *, board: Board, present: Collection[Key] = ()
) -> Instance:
    """With the limits a scenario sets; `present` are the pairs of the plan it starts from.

    Pairs of that plan that are no longer possible cannot be kept: they count against no limit.
    """
    return replace(
        instance,
        needs=tuple(_banded(each, board) for each in instance.needs) if conditions.even_sizes else instance.needs,
        pairs=tuple(priced(each, board) for each in instance.pairs) if conditions.budget_yen else instance.pairs,
        incumbents=frozenset(present).intersection(instance.pair),
        most_changes=conditions.most_changes if present and conditions.aim is not Aim.NEAR else None,
        quotas=_quotas(board, conditions),
        budget=conditions.budget_yen,
    )  # fmt: skip


def without_rate(instance: Instance) -> int:
    """People whose pairs cost nothing because neither they nor the need names a rate."""
    return len({pair.person for pair in instance.pairs if not pair.cost}) if instance.budget is not None else 0


def _people(people: tuple[PersonFacts, ...], conditions: Conditions) -> tuple[PersonFacts, ...]:
    """In id order, which is the order of registration."""
    left = [person for person in people[: conditions.first_people] if person.id not in conditions.left_out]
    return tuple(replace(person, travel_limit_minutes=_limit(person, conditions)) for person in left)


def _limit(person: PersonFacts, conditions: Conditions) -> int | None:
    own = person.travel_limit_minutes
    longer = None if own is None else own + conditions.travel_more
    limits = [limit for limit in (longer, conditions.travel_limit) if limit is not None]
    return min(limits, default=None)


def _banded(need: Need, board: Board) -> Need:
    town = board.needs[board.column[UUID(need.id)]].town
    band = size_band(town.population)
    return replace(need, group=f"{town.prefecture}:{band}" if band else "")


def priced(pair: Pair, board: Board) -> Pair:
    """Yen a month: the asked rate a day, else the need's ceiling, for the days that are taken."""
    person, facts = board.people[board.row[UUID(pair.person)]], board.facts[board.column[UUID(pair.need)]]
    rate = person.asked_rate or facts.rate_ceiling or 0
    return replace(pair, cost=rate * pair.days // 10)


def _quotas(board: Board, conditions: Conditions) -> tuple[Quota, ...]:
    needs: dict[str, list[str]] = {}
    for need in board.facts:
        if need.months:
            needs.setdefault(need.role.value, []).append(str(need.id))
    return tuple(
        Quota(name=ROLES[role], needs=tuple(sorted(needs.get(role.value, ()))), least=least)
        for role, least in sorted(conditions.least.items())
    )
