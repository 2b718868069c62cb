"""What is shown of explanations: what stands in the way, and what would have to change. Part of `schemas`."""

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
    """The changes found; `untried` pairs of changes would also make a candidate but were not solved."""

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
