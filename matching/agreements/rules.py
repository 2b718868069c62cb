"""The life of an agreement, and how a whole is divided so that nothing is left over."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
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
    MIX = "mix"


SHARE_BASES: Final = {
    ShareBasis.EQUAL: "均等割",
    ShareBasis.POPULATION: "人口割",
    ShareBasis.USE: "従量（日数割）",
    ShareBasis.MIX: "組み合わせ",
}
"""What a page and a printed agreement call each."""

LIFE: Final = Lifecycle(
    noun="協定",
    words={"draft": "案", "concluded": "合意済み・署名待ち", "in_force": "発効中", "ended": "終了"},
    transitions=(
        transition("propose", "draft", "draft", right=Right.ANSWER, label="文面の修正を提案する"),
        transition("annex", "draft", "draft", right=Right.ANSWER, label="別紙を付ける"),
        transition("approve", "draft", "draft", right=Right.APPROVE, label="この協定を決裁する"),
        transition("conclude", "draft", "concluded", right=Right.APPROVE, label="締結する"),
        transition("order", "concluded", "concluded", right=Right.PROPOSE, label="署名の順を決める"),
        transition("sign", "concluded", "concluded", right=Right.APPROVE, label="署名を記録する"),
        transition("enter_into_force", "concluded", "in_force", right=Right.APPROVE, label="発効する"),
        transition("amend", "concluded", "concluded", right=Right.PROPOSE, label="変更の協定をつくる"),
        transition("amend", "in_force", "in_force", right=Right.PROPOSE, label="変更の協定をつくる"),
        transition("replace", "concluded in_force", "ended", right=Right.APPROVE, label="変更後の協定に引き継ぐ"),
    ),
)  # fmt: skip
"""`approve` is a body's agreement to the text that stands; it concludes with the last body, and is in force with the
last signature. `amend` leaves the agreement as it is: the amended one is another, which replaces it when in force."""


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


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of the cost is divided equally, by population and by agreed days: per cent, together 100."""

    equal: int
    population: int
    use: int

    @property
    def basis(self) -> ShareBasis:
        """The one rule it is, or a mix."""
        whole = {ShareBasis.EQUAL: self.equal, ShareBasis.POPULATION: self.population, ShareBasis.USE: self.use}
        return next((basis for basis, percent in whole.items() if percent == 100), ShareBasis.MIX)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a body's share follows from: agreed half-days a month and inhabitants (None: not registered)."""

    half_days: int
    population: int | None


def weights_of(mix: Mix, bearers: Mapping[Key, Bearer]) -> dict[Key, int]:
    """Weights for `divided`, exact: each rule's part over a common denominator.

    Raises `ValueError` where a rule has a part and nothing to divide by.
    """
    people = sum(bearer.population or 0 for bearer in bearers.values())
    days = sum(bearer.half_days for bearer in bearers.values())
    if mix.population and (people == 0 or any(bearer.population is None for bearer in bearers.values())):
        raise ValueError("a share by population needs every body's population")
    if mix.use and days == 0:
        raise ValueError("a share by use needs agreed days")
    people, days = people or 1, days or 1
    return {
        key: mix.equal * people * days
        + mix.population * (bearer.population or 0) * len(bearers) * days
        + mix.use * bearer.half_days * len(bearers) * people
        for key, bearer in bearers.items()
    }


@dataclass(frozen=True, slots=True)
class CostStep:
    """How one body's amount came about: yen by each rule (equal, population, use) and in all, exact; the yen added to
    what was cut off; the amount."""

    by_rule: tuple[Fraction, Fraction, Fraction]
    added: int
    yen: int

    @property
    def exact(self) -> Fraction:
        """Before the rounding."""
        return sum(self.by_rule, Fraction(0))


def steps_of(mix: Mix, bearers: Mapping[Key, Bearer], *, whole: int) -> dict[Key, CostStep]:
    """The steps from `whole` yen to each body's amount, as `divided` by `weights_of` gives it. Raises as those do."""
    amounts = divided(weights_of(mix, bearers), whole=whole)
    people = sum(bearer.population or 0 for bearer in bearers.values()) or 1
    days = sum(bearer.half_days for bearer in bearers.values()) or 1
    steps = {}
    for key, bearer in bearers.items():
        by_rule = (
            Fraction(whole * mix.equal, 100 * len(bearers)),
            Fraction(whole * mix.population * (bearer.population or 0), 100 * people),
            Fraction(whole * mix.use * bearer.half_days, 100 * days),
        )
        steps[key] = CostStep(by_rule, amounts[key] - int(sum(by_rule, Fraction(0))), amounts[key])
    return steps
