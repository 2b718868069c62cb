"""Shares, budgets and suggestions, without a database."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.database.columns import Period
from registry.needs.budget import next_chance, next_chances
from registry.needs.reference import budgets, questions_on, scheme_on, schemes_on
from registry.needs.shares import Bearing, Mix, missing_measures, shares_per_million
from registry.needs.suggestions import Candidate, clusters, expected_period, worth_joining

MIXES = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda mix: sum(mix) <= 100)
PARTS = st.lists(st.tuples(st.integers(1, 4_000_000), st.integers(1, 62)), min_size=1, max_size=30)
TODAY = date(2026, 11, 21)
WINTER = Period(TODAY, date(2027, 2, 21))


@given(mix=MIXES, parts=PARTS)
def test_no_millionth_is_lost_whatever_the_mix(mix: tuple[int, int], parts: list[tuple[int, int]]) -> None:
    towns = [Bearing(UUID(int=place), *measures) for place, measures in enumerate(parts)]
    shares = shares_per_million(towns, Mix(*mix, 100 - sum(mix)))
    assert sum(shares.values()) == 1_000_000
    assert shares == shares_per_million(towns[::-1], Mix(*mix, 100 - sum(mix)))


def test_a_missing_measure_gives_no_share_rather_than_a_wrong_one() -> None:
    towns = [Bearing(UUID(int=1), None, 4), Bearing(UUID(int=2), 10_000, 4)]
    assert missing_measures(towns, Mix(50, 50, 0)) == ["人口"]
    assert shares_per_million(towns, Mix(50, 50, 0)) == {}
    assert shares_per_million(towns, Mix(50, 0, 50)) == {UUID(int=1): 500_000, UUID(int=2): 500_000}


def test_the_next_budget_of_each_kind() -> None:
    by_code = {chance.code: chance for chance in next_chances(budgets(), today=TODAY)}
    assert by_code["december"].request_by == date(2026, 11, 30)
    assert by_code["december"].spend_from == date(2027, 1, 1)
    assert by_code["initial"].request_by == date(2027, 10, 31)
    assert by_code["initial"].spend_from == date(2028, 4, 1)


def test_a_budget_is_open_until_the_last_day_of_its_month() -> None:
    december = next(one for one in budgets() if one.code == "december")
    assert next_chance(december, today=date(2026, 11, 30)).request_by == date(2026, 11, 30)
    assert next_chance(december, today=date(2026, 12, 1)).request_by == date(2027, 11, 30)


def test_every_shipped_row_has_a_source_and_every_question_its_words() -> None:
    assert len(budgets()) == 4 and all(one.source for one in budgets())
    assert {one.code for one in schemes_on(TODAY)} >= {"regional_adviser", "digital_bonds", "mic_accompaniment"}
    assert all(one.source and one.conditions and one.confirmed_words for one in schemes_on(TODAY))
    assert all("未確認" in one.conditions for one in schemes_on(TODAY) if one.confirmed != "yes")
    assert scheme_on("regional_adviser", date(2020, 1, 1)) is None
    assert all(one.words.endswith("か") for one in questions_on(TODAY))


def candidate(
    town: str, latitude: float, *, themes: str = "counter", period: Period | None = WINTER, budget: str | None = None
) -> Candidate:
    return Candidate(
        need=uuid4(), municipality=UUID(int=sum(town.encode())), town=town, title="窓口", longitude=133.0,
        latitude=latitude, themes=frozenset(themes.split()), period=period, budget=budget,
    )  # fmt: skip


def test_only_another_near_town_with_the_same_theme_and_time() -> None:
    need = candidate("甲町", 34.6)
    near = candidate("乙町", 34.7)
    others = [
        near, candidate("甲町", 34.6), candidate("丙町", 35.5), candidate("丁町", 34.6, themes="security other"),
        candidate("戊町", 34.6, period=Period(date(2028, 1, 1), date(2028, 4, 1))),
    ]  # fmt: skip
    found = worth_joining(need, others)
    assert [one.candidate for one in found] == [near]
    assert found[0].km == pytest.approx(11.1, abs=0.1)


def test_two_needs_that_are_both_vague_share_nothing() -> None:
    assert worth_joining(candidate("甲町", 34.6, themes="unknown"), [candidate("乙町", 34.6, themes="unknown")]) == []


def test_unknown_times_and_different_budgets_are_said_beside_the_suggestion() -> None:
    need = candidate("甲町", 34.6, budget="initial")
    found = worth_joining(need, [candidate("乙町", 34.6, budget="september", period=None)])
    assert len(found[0].cautions) == 2 and "当初予算と9月補正" in found[0].cautions[1]


def test_a_group_holds_only_needs_that_all_go_together() -> None:
    west, middle, east = (candidate(name, 34.6 + place * 0.4) for place, name in enumerate(("甲町", "乙町", "丙町")))
    found = clusters([west, middle, east])
    assert len(found) == 1 and len(found[0].towns) == 2 and "乙町" in found[0].towns


def test_what_urgency_and_budget_say_of_the_time() -> None:
    assert expected_period("three_months", None, today=TODAY) == Period(TODAY, date(2027, 2, 21))
    assert expected_period("three_months", "december", today=TODAY) == Period(date(2027, 1, 1), date(2028, 1, 1))
    assert expected_period("unknown", "unknown", today=TODAY) is None
