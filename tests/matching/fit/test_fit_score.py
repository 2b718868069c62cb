"""Five components by hand, the vectorised score against the plain one, and what each remark says."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.allocation.weights import published_weights
from matching.fit.facts import NeedFacts, PersonFacts
from matching.fit.remarks import remarks
from matching.fit.score import Fit, score
from matching.fit.scoring import score_pairs
from matching.fit.weights import weights_in_force
from matching.fit.wording import Labels
from tests.matching.fit.fit_worlds import CLOUD, FORMS_SKILL, NEED, PERSON, SECURITY, TRAVEL, WEIGHTS, needs, people

LABELS = Labels(skills={FORMS_SKILL: "申請のオンライン化", CLOUD: "クラウド"})


def test_a_pair_worked_out_by_hand() -> None:
    # desired 2 of 4 levels; one of two surplus levels; 41 of 120 minutes; second choice; 20 % headroom
    assert score(PERSON, NEED, weights=WEIGHTS, travel=TRAVEL) == Fit(150, 160, 131, 120, 150)
    assert score(PERSON, NEED, weights=WEIGHTS, travel=TRAVEL).total == 711


def test_a_missing_preference_is_not_indifference() -> None:
    unasked = score(replace(PERSON, region_ranks={}), NEED, weights=WEIGHTS, travel=TRAVEL)
    unlisted = score(replace(PERSON, region_ranks={"north": 1}), NEED, weights=WEIGHTS, travel=TRAVEL)
    assert (unasked.region, unlisted.region) == (60, 0)


def test_surplus_depth_is_capped() -> None:
    deep = replace(NEED, required_skills={FORMS_SKILL: 1, SECURITY: 2})
    found = score(replace(PERSON, skills={FORMS_SKILL: 4, SECURITY: 2}), deep, weights=WEIGHTS, travel=TRAVEL)
    assert found.level == 120 + 80 * 2 // 4


@settings(max_examples=150)
@given(st.lists(people, min_size=1, max_size=5), st.lists(needs, min_size=1, max_size=5))
def test_vectorised_points_are_the_loop_s(somebody: list[PersonFacts], wanted: list[NeedFacts]) -> None:
    rows, columns = np.nonzero(np.ones((len(somebody), len(wanted))))
    found = score_pairs(somebody, wanted, rows=rows, columns=columns, weights=WEIGHTS, travel=TRAVEL)
    for row, column, points in zip(rows, columns, found, strict=True):
        plain = score(somebody[row], wanted[column], weights=WEIGHTS, travel=TRAVEL)
        assert tuple(points) == plain
        assert all(0 <= each <= most for each, most in zip(plain, (300, 200, 200, 150, 150), strict=True))


def test_each_component_is_explained() -> None:
    told = remarks(PERSON, NEED, weights=WEIGHTS, travel=TRAVEL, labels=LABELS)
    assert [(each.component, each.points, each.favourable, each.sentence) for each in told] == [
        ("desired", 150, True, "あるとよいスキル2件のうち1件を満たす（足りない：クラウド）"),
        ("level", 160, True, "条件より深い：申請のオンライン化"),
        ("travel", 131, True, "片道 推定41分、月1回の来庁"),
        ("region", 120, True, "希望地域の2番"),
        ("budget", 150, True, "上限まで1日10,000円の余裕"),
    ]
    exact = remarks(
        replace(PERSON, skills={FORMS_SKILL: 2}, region_ranks={}, asked_rate=None),
        NEED,
        weights=WEIGHTS,
        travel=TRAVEL,
        labels=LABELS,
    )
    assert [(each.favourable, each.sentence) for each in exact[1:]] == [
        (False, "経験の深さが条件ちょうど"),
        (True, "片道 推定41分、月1回の来庁"),
        (False, "希望地域をまだ聞いていない"),
        (True, "希望額をまだ聞いていない"),
    ]


def test_the_published_table_adds_up_to_1000() -> None:
    maxima = (WEIGHTS.desired, WEIGHTS.level, WEIGHTS.travel, WEIGHTS.region, WEIGHTS.budget)
    assert maxima == (300, 200, 200, 150, 150)
    assert WEIGHTS.version == "2026-1"


def test_a_date_outside_the_published_tables_is_refused() -> None:
    with pytest.raises(LookupError, match="配点表"):
        published_weights(on=date(2020, 1, 1))


def test_a_version_ends_before_the_next_begins() -> None:
    names = (
        "desired",
        "level",
        "level_exact",
        "level_surplus_cap",
        "travel",
        "travel_zero_minutes",
        "region",
    )
    others = ("region_by_rank", "region_unlisted", "region_unasked", "budget", "budget_full_percent")
    rows = [
        {"version": version, "effective_from": begin, "effective_until": end, "key": key, "value": "9"}
        for version, begin, end in (("a", "2026-04-01", "2027-04-01"), ("b", "2027-04-01", ""))
        for key in (*names, *others, "budget_unknown")
    ]
    assert weights_in_force(rows, on=date(2027, 3, 31)).version == "a"
    assert weights_in_force(rows, on=date(2027, 4, 1)).version == "b"
