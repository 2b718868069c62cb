"""The life of an agreement, and how a whole is divided so that nothing is left over."""

from collections.abc import Hashable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from auth.permissions.lifecycle import Lifecycle, transition
from auth.permissions.rules import Right

Key = TypeVar("Key", bound=Hashable)

MILLION: Final = 1_000_000


class ShareBasis(StrEnum):
    """How the bodies bear the cost (`domain.md`, Joint employment)."""

    EQUAL = "equal"
    POPULATION = "population"
    USE = "use"


SHARE_BASES: Final = {
    ShareBasis.EQUAL: "均等割",
    ShareBasis.POPULATION: "人口割",
    ShareBasis.USE: "従量（日数割）",
}
"""What a page and a printed agreement call each."""

LIFE: Final = Lifecycle(
    noun="協定",
    words={"draft": "案", "concluded": "締結済み", "ended": "終了"},
    transitions=(
        transition("approve", "draft", "draft", right=Right.APPROVE, label="この協定を決裁する"),
        transition("conclude", "draft", "concluded", right=Right.APPROVE, label="締結する"),
    ),
)


def divided(weights: Mapping[Key, int], *, whole: int = MILLION) -> dict[Key, int]:
    """Divide `whole` by the weights, by largest remainder: the parts are whole and sum to `whole`.

    Equal remainders go to whoever stands first. Raises `ValueError` where no weight is positive.
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("at least one weight must be positive")
    parts = {key: whole * weight // total for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: -(whole * weights[key] % total))
    for key in by_remainder[: whole - sum(parts.values())]:
        parts[key] += 1
    return parts
