"""The worked examples of the field come out; nothing is calculated beyond its source; no yen is made or lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import RuleBroken
from foundation.text.wareki import fiscal_year_name
from matching.funding.estimating import estimates, rate_of, subsidy_on
from matching.funding.rates import published_rates
from matching.funding.rules import Cost, CostKind, Measure

RATES = published_rates()


def aide(whose: str = "1人目", amount: int = 1_000_000, **more: Any) -> Cost:
    """A contract with a CIO's aide."""
    return Cost(
        measure=Measure.CIO_AIDE, reference=f"契約（{whose}）", whose=whose, kind=CostKind.CONTRACT, amount=amount,
        **more,
    )  # fmt: skip


def test_a_prefectures_own_subsidy_is_subtracted_first() -> None:
    (found,) = estimates([aide(assumes_subsidy=True)], 2024, rates=RATES)
    assert (found.base, found.granted, found.own_burden) == (600_000, 420_000, 180_000)
    assert found.steps[0] == "契約（1人目）：1,000,000円 − 県の補助 400,000円 ＝ 600,000円"
    assert found.unconfirmed == ["上限の期間（年度か総額か）は未確認です。"]


def test_half_of_a_small_contract_stays_below_the_ceiling() -> None:
    subsidy = rate_of(Measure.PREFECTURAL_SUBSIDY, 2024, rates=RATES)
    assert [subsidy_on(amount, subsidy) for amount in (0, 700_001, 800_000, 5_000_000)] == [
        0,
        350_000,
        400_000,
        400_000,
    ]


@pytest.mark.parametrize(("year", "given_persons", "counted"), [(2024, 4, 3), (2025, 4, 3), (2023, 2, 1), (2022, 2, 1)])
def test_only_so_many_people_count(year: int, given_persons: int, counted: int) -> None:
    costs = [aide(f"{number}人目", 1_000_000 + number) for number in range(given_persons)]
    (found,) = estimates(costs, year, rates=RATES)
    assert (found.persons_given, found.persons) == (given_persons, counted)
    assert found.base == sum(sorted((cost.amount for cost in costs), reverse=True)[:counted])


def test_an_unconfirmed_rate_gives_a_base_and_no_amount() -> None:
    (found,) = estimates([aide()], 2023, rates=RATES)
    assert (found.base, found.granted, found.own_burden) == (1_000_000, None, None)
    assert found.unconfirmed == ["令和5年度の率は未確認です。"]


@pytest.mark.parametrize(("measure", "year"), [
    (Measure.CIO_AIDE, 2020), (Measure.CIO_AIDE, 2026), (Measure.LEADER_TRAINING, 2026),
    (Measure.SUPPORTING_STAFF_SPECIAL, 2026), (Measure.REGIONAL_COMPANY_STAFF, 2022),
])  # fmt: skip
def test_a_year_without_a_source_is_refused(measure: Measure, year: int) -> None:
    with pytest.raises(RuleBroken, match=f"{fiscal_year_name(year)}の率は、出典で確かめられていない"):
        rate_of(measure, year, rates=RATES)


def test_the_ceiling_holds_for_each_person() -> None:
    costs = [
        Cost(measure=Measure.REGIONAL_COMPANY_STAFF, reference="派遣", whose=whose, kind=CostKind.PAY, amount=amount)
        for whose, amount in (("1人目", 9_000_000), ("2人目", 5_000_000))
    ]
    (found,) = estimates(costs, 2023, rates=RATES)
    assert (found.base, found.granted) == (10_600_000, 10_600_000)


def test_examination_fees_count_from_fiscal_2024() -> None:
    kinds = {year: rate_of(Measure.LEADER_TRAINING, year, rates=RATES).costs for year in (2023, 2024)}
    assert [CostKind.EXAMINATION in kinds[year] for year in (2023, 2024)] == [False, True]


def test_no_two_rows_of_a_measure_share_a_year_and_each_has_a_source() -> None:
    years = [(rate.measure, year) for rate in RATES for year in range(rate.first_year, rate.last_year + 1)]
    assert len(years) == len(set(years))
    assert all(rate.source for rate in RATES)
    assert all(rate.unconfirmed for rate in RATES if rate.rate is None)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(0, 10**10), st.integers(0, 10**9)), min_size=1))
def test_what_is_granted_and_what_is_borne_make_the_base(rows: list[tuple[str, int, int]]) -> None:
    costs = [aide(whose, amount, subsidies=min(amount, subsidies)) for whose, amount, subsidies in rows]
    (found,) = estimates(costs, 2024, rates=RATES)
    assert found.granted is not None and found.own_burden is not None
    assert found.granted + found.own_burden == found.base <= sum(cost.amount - cost.subsidies for cost in costs)
    assert found.granted * 10 <= found.base * 7 < (found.granted + 1) * 10
