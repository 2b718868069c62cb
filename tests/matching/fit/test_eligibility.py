"""Every hard reason alone, its sentence, and the vectorised filter against the plain one."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.fit.facts import NeedFacts, PersonFacts, Role
from matching.fit.reasons import Reasons, why_excluded
from matching.fit.refusals import refusals
from matching.fit.screening import eligible
from matching.fit.wording import Labels, span_words
from tests.matching.fit.fit_worlds import (
    FAR,
    FEBRUARY,
    FORMS_SKILL,
    HOME,
    JANUARY,
    MARCH,
    NEED,
    PERSON,
    TOWN,
    TRAVEL,
    needs,
    people,
)

LABELS = Labels(skills={FORMS_SKILL: "申請のオンライン化"}, forms={"special_part_time": "特別職非常勤"})


def test_the_matching_pair_has_no_reason() -> None:
    assert why_excluded(PERSON, NEED, travel=TRAVEL) == Reasons(0)
    assert refusals(PERSON, NEED, travel=TRAVEL, labels=LABELS) == ()


ALONE = [
    (PERSON, replace(NEED, role=Role.ENGINEER), Reasons.ROLE, "役割が違う（エンジニアでない）", ""),
    (
        PERSON,
        replace(NEED, required_skills={FORMS_SKILL: 4}),
        Reasons.SKILL,
        "条件のスキルに届かない（申請のオンライン化は深さ4以上が条件、本人は3）",
        "",
    ),
    (
        PERSON,
        replace(NEED, forms=frozenset({"contract"})),
        Reasons.FORM,
        "任用形態が合わない（要望：contract、本人：特別職非常勤）",
        "",
    ),
    (
        replace(PERSON, capacity={JANUARY: 40, FEBRUARY: 40}),
        NEED,
        Reasons.AVAILABILITY,
        "3月は活動できる日の申し出がない",
        "本人がその月の日数を申し出れば候補に入る",
    ),
    (
        replace(PERSON, capacity={JANUARY: 40, FEBRUARY: 20, MARCH: 20}),
        NEED,
        Reasons.CAPACITY,
        "2月・3月の残りが2日。必要は2.2日（移動0.2日を含む）",
        "月1.5日にすれば候補に入る",
    ),
    (
        replace(PERSON, asked_rate=52_000),
        NEED,
        Reasons.RATE,
        "希望額が上限を1日2,000円上回る",
        "上限を1日2,000円上げれば候補に入る",
    ),
    (
        replace(PERSON, travel_limit_minutes=30),
        NEED,
        Reasons.TRAVEL,
        "片道 推定41分。本人の上限は30分",
        "本人の上限が41分になれば候補に入る",
    ),
    (
        replace(PERSON, base=None),
        NEED,
        Reasons.TRAVEL,
        "片道の移動時間がわからない（所在地が未登録）",
        "所在地を登録すれば移動時間を確かめられる",
    ),
    (
        replace(PERSON, on_site=False),
        NEED,
        Reasons.REMOTE,
        "月1回の来庁が必要。本人は遠隔だけを希望",
        "来庁をなくし遠隔だけにできるか、町に確かめる",
    ),
    (
        replace(PERSON, remote=False),
        NEED,
        Reasons.REMOTE,
        "月1日は遠隔の仕事。本人は来庁だけを希望",
        "すべての日を来庁にできるか、町に確かめる",
    ),
    (
        replace(PERSON, conflicts=frozenset({TOWN})),
        NEED,
        Reasons.CONFLICT,
        "利益相反：この市町村との関係が登録されている",
        "変えられません",
    ),
    (
        PERSON,
        replace(NEED, refused_persons=frozenset({PERSON.id})),
        Reasons.REFUSED_BY_TOWN,
        "この要望では、市町村がこの人を見送った",
        "町に確かめ、もう一度候補にすれば候補に入る",
    ),
    (
        replace(PERSON, refused_municipalities=frozenset({TOWN})),
        NEED,
        Reasons.REFUSED_BY_PERSON,
        "本人がこの市町村を辞退している",
        "本人が考えを変えれば候補に入る",
    ),
    (
        replace(PERSON, legal_lock=True),
        NEED,
        Reasons.LEGAL_LOCK,
        "法令または今の契約により、新しい配属ができない",
        "変えられません",
    ),
    (
        replace(PERSON, training_passed=False),
        NEED,
        Reasons.TRAINING,
        "行政実務研修を終えていない",
        "研修を修了すれば候補に入る",
    ),
]


@pytest.mark.parametrize(("person", "need", "reason", "sentence", "change"), ALONE)
def test_each_reason_alone(person: PersonFacts, need: NeedFacts, reason: Reasons, sentence: str, change: str) -> None:
    assert why_excluded(person, need, travel=TRAVEL) == reason
    (refusal,) = refusals(person, need, travel=TRAVEL, labels=LABELS)
    assert (refusal.reason, refusal.sentence, refusal.change) == (reason, sentence, change)


def test_every_reason_of_the_design_is_seen_alone() -> None:
    assert {reason for _, _, reason, _, _ in ALONE} == set(Reasons)


def test_with_several_reasons_no_single_change_promises_a_place() -> None:
    person = replace(PERSON, training_passed=False, asked_rate=60_000)
    changes = [each.change for each in refusals(person, NEED, travel=TRAVEL, labels=LABELS)]
    assert changes == ["上限を1日10,000円上げればこの点は満たす", "研修を修了すればこの点は満たす"]


def test_a_remote_need_asks_nothing_of_travel() -> None:
    remote = replace(NEED, on_site_days=0, office=FAR)
    assert why_excluded(replace(PERSON, travel_limit_minutes=1), remote, travel=TRAVEL) == Reasons(0)
    assert why_excluded(replace(PERSON, base=None), remote, travel=TRAVEL) == Reasons(0)


def test_exactly_enough_is_enough() -> None:
    exact = replace(
        PERSON,
        capacity={JANUARY: 22, FEBRUARY: 22, MARCH: 22},
        asked_rate=50_000,
        travel_limit_minutes=TRAVEL.minutes(HOME, NEED.office),
        skills={FORMS_SKILL: 2},
    )
    assert why_excluded(exact, NEED, travel=TRAVEL) == Reasons(0)


@settings(max_examples=150)
@given(st.lists(people, max_size=5), st.lists(needs, max_size=5))
def test_vectorised_bits_are_the_loop_s(somebody: list[PersonFacts], wanted: list[NeedFacts]) -> None:
    bits = eligible(somebody, wanted, travel=TRAVEL)
    assert bits.shape == (len(somebody), len(wanted))
    for row, person in enumerate(somebody):
        for column, need in enumerate(wanted):
            found = why_excluded(person, need, travel=TRAVEL)
            assert Reasons(int(bits[row, column])) == found
            told = refusals(person, need, travel=TRAVEL, labels=LABELS)
            assert [each.reason for each in told] == list(found)
            assert all(each.sentence for each in told)


@given(st.integers(60, 70), st.integers(0, 69))
def test_more_skill_thresholds_than_one_word_holds(count: int, missing: int) -> None:
    skills = [UUID(int=1000 + index) for index in range(count)]
    asked = [replace(NEED, required_skills={skill: 4}) for skill in skills]
    person = replace(PERSON, skills={skill: 4 for index, skill in enumerate(skills) if index != missing})
    bits = eligible([person], asked, travel=TRAVEL)[0]
    assert [int(each) for each in bits] == [int(Reasons.SKILL) if index == missing else 0 for index in range(count)]


def test_months_in_a_row_are_said_as_a_span() -> None:
    assert span_words([(2026, 12)]) == "12月"
    assert span_words([(2026, 12), (2027, 1), (2027, 2)]) == "12月〜翌2月"
    assert span_words([(2026, 12), (2028, 3)]) == "12月〜令和10年3月"
    assert span_words([(2027, 4), (2027, 5)]) == "4月〜5月"
