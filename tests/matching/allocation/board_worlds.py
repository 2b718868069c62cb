"""A fictional prefecture as facts: people and needs in towns around one place, without a database."""

from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID

from matching.allocation.board import Board
from matching.allocation.planning import instance_of
from matching.allocation.remedies import Ground
from matching.allocation.solver.exact import solve_exact
from matching.fit.facts import NeedFacts, PersonFacts, Place, Role
from matching.fit.wording import Labels
from tests.matching.fit.fit_worlds import CLOUD, FORMS_SKILL, NEED, PERSON, SECURITY, WEIGHTS

TODAY = date(2027, 1, 10)
YEAR = tuple((2027, month) for month in range(1, 13))
SKILLS = (FORMS_SKILL, SECURITY, CLOUD)


def board_of(people: Sequence[PersonFacts], needs: Sequence[NeedFacts]) -> Board:
    """Nobody serves anybody yet, nothing is decided by hand."""
    return Board(
        today=TODAY,
        people=tuple(people),
        needs=(),
        facts=tuple(needs),
        commitments={},
        served={},
        towns={},
        pins={},
        weights=WEIGHTS,
        labels=Labels(),
    )


def ground_of(board: Board, *, node_limit: int | None = None) -> Ground:
    """The board with its plan, proven without a limit of nodes."""
    instance, kept = instance_of(board)
    plan = solve_exact(instance, node_limit=node_limit)
    return Ground(board=board, instance=instance, plan=plan, months=kept.months)


def prefecture_board(*, seed: int, people: int, needs: int) -> Board:
    """Half of the days the needs ask for, some limits that keep people out."""
    random = Random(seed)
    towns = [_place(random, index) for index in range(max(3, needs // 5))]
    return board_of(
        [_person(random, UUID(int=1 + index), random.choice(towns)) for index in range(people)],
        [_need(random, UUID(int=10_001 + index), towns) for index in range(needs)],
    )


def _place(random: Random, index: int) -> Place:
    return Place(code=f"99{index:04}", latitude=34.2 + random.random() * 0.7, longitude=132.3 + random.random() * 0.9)


def _person(random: Random, id: UUID, base: Place) -> PersonFacts:
    return PersonFacts(
        id=id,
        roles=frozenset(random.sample(list(Role), random.randint(1, 2))),
        skills={skill: random.randint(1, 4) for skill in SKILLS},
        capacity=dict.fromkeys(YEAR, random.choice((20, 40, 60, 80))),
        max_municipalities=random.randint(1, 4),
        travel_limit_minutes=random.choice((45, 60, 90, None)),
        on_site=True,
        remote=True,
        forms=PERSON.forms,
        asked_rate=random.choice((30_000, 40_000, 52_000)),
        region_ranks={},
        refused_municipalities=frozenset(),
        conflicts=frozenset(),
        legal_lock=False,
        training_passed=random.random() < 0.95,
        base=base,
    )


def _need(random: Random, id: UUID, towns: Sequence[Place]) -> NeedFacts:
    town, start = random.randrange(len(towns)), random.randrange(10)
    return NeedFacts(
        id=id,
        municipality=UUID(int=20_001 + town),
        role=random.choice(list(Role)),
        required_skills={random.choice(SKILLS): random.randint(1, 3)},
        desired_skills={random.choice(SKILLS): 3},
        half_days=random.randint(1, 4),
        on_site_days=random.randint(0, 1),
        months=YEAR[start : start + random.choice((3, 6, 12))],
        forms=NEED.forms,
        rate_ceiling=random.choice((38_000, 50_000, 60_000)),
        region="",
        refused_persons=frozenset(),
        protected=town % 3 == 0,
        priority=random.randint(1, 4),
        office=towns[town],
    )
