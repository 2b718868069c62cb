"""What a plan is computed for. Apart, because every process that computes loads it anew."""

from enum import StrEnum

from msgspec import Struct


class Aim(StrEnum):
    """What the plan shall be: best stage by stage, stable with its price shown, or near to a former plan."""

    BEST = "best"
    STABLE = "stable"
    NEAR = "near"


class Near(Struct, frozen=True):
    """The former plan's pairs (person, need), the ids of people and needs that changed since, and how many pairs that
    still stand may be given up (None: as many as help)."""

    before: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    moves: int | None = 0
