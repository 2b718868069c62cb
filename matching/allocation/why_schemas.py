"""What is shown of explanations: what stands in the way, what would have to change, and what a town is told of a plan.

Part of `schemas`.
"""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class Obstacle(Struct, frozen=True):
    """A reason that keeps a person out, and what would change it (empty: nothing simple)."""

    sentence: str
    change: str


class Remedy(Struct, frozen=True):
    """One or two changes that would let a person serve a need, and what a re-solve says of the plan with them.

    `harmless`: protection, priority and who stays are all at least as good as in the plan.
    """

    changes: list[str]
    outcome: str
    harmless: bool


class Remedies(Struct, frozen=True):
    """The changes found; `untried` others, or pairs of them, would also make a candidate but were not solved."""

    found: list[Remedy]
    untried: int


class Why(Struct, frozen=True):
    """Why a person does not have a need, and what would have to change.

    `remedies` is None where nothing has to change, there is no plan yet, or the need or the person is not in it.
    """

    need: UUID
    member: UUID
    name: str
    title: str
    obstacles: list[Obstacle]
    sentences: list[str]
    remedies: Remedies | None


class Nobody(Struct, frozen=True):
    """Why a plan leaves a need without a person, and what a re-solve with somebody for it would change."""

    run: UUID
    need: UUID
    title: str
    sentences: list[str]


class LeftOpenTold(Struct, frozen=True):
    """What a town reads of a plan that leaves its need without a person: whose plan of when, why, and what it can do.

    `kind`: no_candidate, forbidden by hand, or lost to other needs.
    """

    owner_name: str
    planned_at: datetime
    kind: str
    why: str
    what_next: str


class NeedOutcome(Struct, frozen=True):
    """How far the search for a person has come. `told` is empty before a plan was chosen, where the latest one has
    somebody, and where nobody is `searching` any more."""

    need: UUID
    title: str
    municipality_name: str
    searching: bool
    told: list[LeftOpenTold]
