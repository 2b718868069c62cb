"""The calculator: costs of one fiscal year and the published rates in, amounts with their steps out. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from foundation.errors import RuleBroken
from foundation.text.wareki import fiscal_year_name
from matching.funding.rules import MEASURES, Cost, Measure, Rate


class Estimate(Struct, frozen=True, kw_only=True):
    """One measure's trial calculation for a year, in whole yen.

    `base`: what counts after subsidies, ceilings and the limit of persons. `granted` and `own_burden` are None where
    the rate is not confirmed. `persons` of `persons_given` count.
    """

    measure: Measure
    persons_given: int
    persons: int
    base: int
    granted: int | None
    own_burden: int | None
    steps: list[str]
    unconfirmed: list[str]
    sources: list[str]


def rate_of(measure: Measure, year: int, *, rates: Iterable[Rate]) -> Rate:
    """The row of a fiscal year. Raises `RuleBroken` outside the sourced years: nothing is extrapolated."""
    rows = [rate for rate in rates if rate.measure is measure]
    for row in rows:
        if row.first_year <= year <= row.last_year:
            return row
    known = "、".join(_years(row) for row in rows)
    raise RuleBroken(
        f"「{MEASURES[measure]}」の{fiscal_year_name(year)}の率は、出典で確かめられていないため計算しません。"
        f"計算できるのは次の年度です：{known}。何も保存していません。",
        field="fiscal_year",
    )


def estimates(costs: Sequence[Cost], year: int, *, rates: Sequence[Rate]) -> list[Estimate]:
    """Each measure that has costs, in the order of `Measure`. Raises `RuleBroken` outside the sourced years."""
    return [
        _estimate([cost for cost in costs if cost.measure is measure], rate_of(measure, year, rates=rates), year, rates)
        for measure in Measure
        if any(cost.measure is measure for cost in costs)
    ]


def _estimate(costs: Sequence[Cost], rate: Rate, year: int, rates: Sequence[Rate]) -> Estimate:
    steps: list[str] = []
    used = [rate]
    by_person: dict[str, int] = defaultdict(int)
    for cost in costs:
        subsidy = rate_of(Measure.PREFECTURAL_SUBSIDY, year, rates=rates) if cost.assumes_subsidy else None
        used += [subsidy] if subsidy and subsidy not in used else []
        by_person[cost.whose] += _base_of(cost, subsidy, steps)
    counted = _counted(by_person, rate, steps)
    base = sum(counted.values())
    granted = None if rate.rate is None else int(rate.rate * base)
    steps.append(_result(rate, base, granted))
    return Estimate(
        measure=rate.measure, persons_given=len(by_person), persons=len(counted), base=base, granted=granted,
        own_burden=None if granted is None else base - granted, steps=steps,
        unconfirmed=[row.unconfirmed for row in used if row.unconfirmed], sources=[row.source for row in used],
    )  # fmt: skip


def _base_of(cost: Cost, subsidy: Rate | None, steps: list[str]) -> int:
    """Subsidies are subtracted first (`domain.md`); never below nothing."""
    words = f"{cost.reference}：{_yen(cost.amount)}"
    left = cost.amount - cost.subsidies
    if cost.subsidies:
        words += f" − ほかの補助 {_yen(cost.subsidies)}"
    if subsidy is not None:
        own = subsidy_on(left, subsidy)
        left -= own
        words += f" − 県の補助 {_yen(own)}"
    steps.append(f"{words} ＝ {_yen(max(left, 0))}")
    return max(left, 0)


def subsidy_on(amount: int, subsidy: Rate) -> int:
    """A prefecture's own subsidy on a contract: the rate's part, at most the ceiling; whole yen, rounded down."""
    part = int((subsidy.rate or Fraction(0)) * max(amount, 0))
    return part if subsidy.ceiling is None else min(part, subsidy.ceiling)


def _counted(by_person: dict[str, int], rate: Rate, steps: list[str]) -> dict[str, int]:
    """The people who count: the costliest first where there is a limit; each at most the ceiling."""
    ordered = sorted(by_person.items(), key=lambda item: (-item[1], item[0]))
    kept = dict(ordered if rate.persons is None else ordered[: rate.persons])
    if len(kept) < len(by_person):
        left_out = "、".join(person for person, _ in ordered[len(kept) :])
        steps.append(f"対象は{rate.persons}人までのため、{left_out}の分は数えません。")
    if rate.ceiling is None:
        return kept
    for person, amount in kept.items():
        if amount > rate.ceiling:
            steps.append(f"{person}：1人1年の上限 {_yen(rate.ceiling)} までを数えます。")
    return {person: min(amount, rate.ceiling) for person, amount in kept.items()}


def _result(rate: Rate, base: int, granted: int | None) -> str:
    if rate.rate is None or granted is None:
        return f"基礎 {_yen(base)}。率や単価が未確認のため、措置される額は計算していません。"
    return f"基礎 {_yen(base)} × {float(rate.rate):g} ＝ {_yen(granted)}（1円未満は切り捨て）"


def _yen(amount: int) -> str:
    return f"{amount:,}円"


def _years(rate: Rate) -> str:
    first, last = fiscal_year_name(rate.first_year), fiscal_year_name(rate.last_year)
    return first if first == last else f"{first}〜{last}"
