"""What a plan is computed for. Apart, because every process that computes loads it anew."""

from enum import StrEnum


class Aim(StrEnum):
    """What the plan shall be: best stage by stage, or stable with its price shown."""

    BEST = "best"
    STABLE = "stable"
