"""The language of questions: URL and back, one filter dropped, what it is called."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from registry.members.question import PeopleQuestion, Place
from registry.members.rules import Certificate, MemberState
from registry.municipalities.regions import Region, prefectures_in, region_of
from registry.needs.question import NeedsQuestion
from registry.searches.dropping import dropped, told
from registry.searches.form import SkillAdded, with_skill
from registry.skills.rules import Role

SKILL = UUID(int=7)
QUESTIONS = st.builds(
    PeopleQuestion,
    words=st.sampled_from(["", "税務", "税務 窓口", "a&b=c", "100%"]),
    role=st.lists(st.sampled_from(list(Role)), max_size=3, unique=True),
    skill=st.lists(st.sampled_from([f"{SKILL}:2", str(UUID(int=8))]), max_size=2, unique=True),
    region=st.lists(st.sampled_from(list(Region)), max_size=2, unique=True),
    place=st.lists(st.sampled_from(list(Place)), max_size=2, unique=True),
    certificate=st.lists(st.sampled_from(list(Certificate)), max_size=2, unique=True),
    state=st.lists(st.sampled_from(list(MemberState)), max_size=2, unique=True),
    days=st.sampled_from([3, 8]),
    on=st.sampled_from([None, date(2026, 12, 1)]),
)


@given(QUESTIONS)
def test_a_url_asks_what_it_was_made_from(question: PeopleQuestion) -> None:
    assert PeopleQuestion.read(question.query()) == question
    assert PeopleQuestion.read(question.query()).query() == question.query()


def test_what_is_not_asked_stays_out_of_the_url() -> None:
    assert PeopleQuestion().query() == ""
    assert PeopleQuestion(days=3, on=date(2026, 12, 1)).query(number=2) == "days=1.5&on=2026-12-01&number=2"


def test_a_date_without_days_and_a_period_backwards_are_refused() -> None:
    with pytest.raises(ValidationError, match="残っていてほしい日数"):
        PeopleQuestion.read("on=2026-12-01")
    with pytest.raises(ValidationError, match="始まりの日より前"):
        NeedsQuestion.read("first_day=2026-12-02&last_day=2026-12-01")


@pytest.mark.parametrize(
    ("asked", "test", "rest"),
    [
        ("words=税務 窓口", "words:0", "words=%E7%AA%93%E5%8F%A3"),
        (f"skill={SKILL}:2&skill={SKILL}", f"skill:{SKILL}:2", f"skill={SKILL}"),
        ("region=chugoku&prefecture=340006&role=engineer", "prefecture", "role=engineer"),
        ("days=2&on=2026-12-01", "days", ""),
        ("place=on_site&place=remote", "place:remote", "place=on_site"),
        ("role=engineer&role=producer", "role", ""),
    ],
)
def test_one_test_is_dropped_and_the_rest_stays(asked: str, test: str, rest: str) -> None:
    assert dropped(PeopleQuestion.read(asked), test).query() == rest


def test_filters_are_told_in_words() -> None:
    question = PeopleQuestion.read(
        f"words=税務&role=engineer&skill={SKILL}:2&region=chugoku&prefecture=380008&days=1.5"
    )
    names = {SKILL: "クラウド"}
    told_all = [
        told(question, test, skills=names) for test in ("words:0", "role", f"skill:{SKILL}:2", "prefecture", "days")
    ]
    assert told_all == [
        "「税務」",
        "役割：エンジニア",
        "クラウド 2以上",
        "都道府県：中国・愛媛県",
        "きょうに残り1.5日以上",
    ]


def test_a_skill_chosen_again_takes_the_new_level() -> None:
    once = with_skill(PeopleQuestion(), SkillAdded(skill_more=SKILL))
    assert with_skill(once, SkillAdded(skill_more=SKILL, level_more=3)).skill == [f"{SKILL}:3"]


def test_every_prefecture_lies_in_one_region() -> None:
    assert len(prefectures_in(list(Region), [])) == 47
    assert [region_of(code) for code in ("010006", "240001", "350001", "360007", "470007")] == [
        Region.HOKKAIDO, Region.KINKI, Region.CHUGOKU, Region.SHIKOKU, Region.KYUSHU,
    ]  # fmt: skip
