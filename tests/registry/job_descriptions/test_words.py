"""What is missing or vague, what changed, and the files handed out. No database."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document
from msgspec.structs import replace

from registry.job_descriptions.checking import findings
from registry.job_descriptions.schemas import Content, DutyLine, SkillLine, TownLine
from registry.job_descriptions.vocabulary import duties_in_force, templates
from registry.job_descriptions.wording import changes_between, parts_of
from registry.job_descriptions.writing import docx_of, text_of
from registry.skills.rules import ROLES

TODAY = date(2026, 11, 21)
WHOLE = Content(
    title="窓口サービスデザイナー", role="service_designer",
    duties=[DutyLine("10", "窓口・申請の設計", "窓口を作り直す")],
    goals="着任から3か月で、手順を書き出す", authority="様式の案をつくることができる", reports_to="住民課長",
    skills=[SkillLine(UUID(int=1), "様式の見直し", 2, True)], form="special_part_time", first_day=date(2027, 1, 1),
    last_day=date(2027, 3, 31), half_days=8, on_site_half_days=2, place="世羅町役場", pay_yen=30000, pay_unit="day",
    side_job="allowed", towns=[TownLine(UUID(int=2), "世羅町")], apply_until=date(2026, 12, 10),
    screening_on=date(2026, 12, 12),
)  # fmt: skip
WRITTEN = datetime(2026, 11, 21, 1, tzinfo=UTC)


def fields(content: Content, *, must: bool) -> set[str]:
    return {one.field for one in findings(content, today=TODAY) if one.must == must}


def test_a_whole_description_has_no_findings() -> None:
    assert findings(WHOLE, today=TODAY) == []


def test_an_empty_one_lacks_everything_that_is_required() -> None:
    lacking = fields(Content(title="x", role="engineer"), must=True)
    assert {"duties", "goals", "authority", "reports_to", "skills", "form", "pay_unit", "side_job"} <= lacking


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last_day": date(2026, 12, 31)}, "last_day"),
        ({"on_site_half_days": 9}, "on_site_half_days"),
        ({"pay_yen": None}, "pay_yen"),
        ({"pay_unit": "none"}, "pay_unit"),
        ({"apply_until": date(2026, 11, 20)}, "apply_until"),
        ({"screening_on": date(2026, 12, 9)}, "screening_on"),
        ({"result_on": date(2027, 1, 2)}, "first_day"),
    ],
)
def test_contradictions_are_found(changed: dict[str, object], field: str) -> None:
    assert field in fields(replace(WHOLE, **changed), must=True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"goals": "住民サービスを向上させる"}, "goals"),
        ({"goals": "3か月で、様式などを直す"}, "goals"),
        ({"authority": "適宜、担当課と相談する"}, "authority"),
        ({"pay_notes": "応相談"}, "pay_notes"),
        ({"half_days": 1, "on_site_half_days": 1}, "half_days"),
        ({"skills": [SkillLine(UUID(int=1), "様式の見直し", 2, False)]}, "skills"),
        ({"on_site_half_days": 0}, "place"),
    ],
)
def test_vague_words_are_found_but_stop_nobody(changed: dict[str, object], field: str) -> None:
    content = replace(WHOLE, **changed)
    assert field in fields(content, must=False) and not fields(content, must=True)


def test_the_last_day_of_the_deadline_is_still_open() -> None:
    assert not findings(replace(WHOLE, apply_until=TODAY, screening_on=None), today=TODAY)


def test_the_difference_names_lines_that_went_and_came() -> None:
    new = replace(WHOLE, goals="着任から3か月で、手順を書き出す\n年度末までに、欄を2割減らす", half_days=10)
    found = {change.title: change for change in changes_between(WHOLE, new)}
    assert found.keys() == {"めざすこと", "働く日数"}
    assert found["めざすこと"].come == ["年度末までに、欄を2割減らす"]
    assert found["めざすこと"].kept == ["着任から3か月で、手順を書き出す"] and not found["めざすこと"].gone
    assert (found["働く日数"].gone, found["働く日数"].come) == (["月4日"], ["月5日"])


def test_files_hold_every_part_and_the_same_words_give_the_same_bytes() -> None:
    text = text_of(WHOLE, owner="広島県", mark="案")
    first, again = (docx_of(WHOLE, owner="広島県", mark="案", written_at=WRITTEN) for _ in range(2))
    assert first == again
    paragraphs = [paragraph.text for paragraph in Document(BytesIO(first)).paragraphs]
    for part in parts_of(WHOLE):
        assert part.title in paragraphs and part.title in text
        assert all(line in paragraphs and line in text for line in part.lines)


def test_every_role_has_usual_words_from_duties_in_force() -> None:
    duties = duties_in_force(on=TODAY)
    assert set(templates()) == set(ROLES)
    for template in templates().values():
        assert set(template.duties) <= set(duties)
        usual = replace(WHOLE, goals=template.goals, authority=template.authority)
        assert not findings(usual, today=TODAY), template.role
    assert {"全体最適化", "調達適正化", "計画策定", "セキュリティ", "人材育成", "ガバナンス", "データ活用", "クラウド",
            "マイナンバー", "経費精査"} <= {duty.name for duty in duties.values()}  # fmt: skip
    assert duties_in_force(on=date(2020, 1, 1)) == {}
