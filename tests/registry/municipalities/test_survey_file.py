from collections.abc import Callable
from decimal import Decimal

import pytest

from foundation.text.tabular import TableUnreadable, read_table
from registry.municipalities.reference import Kind, Municipality, municipalities
from registry.municipalities.survey_file import Answer, SurveyFile, read_survey


def town(code: str, name: str) -> Municipality:
    return Municipality(code, name, "カナ", Kind.TOWN, code[:2], 34.0, 132.0, "invented")


TOWNS = (
    town("132063", "双子市"),
    town("342025", "檮川町"),
    town("342084", "双子市"),
    town("342041", "海辺町"),
)
HEADER = "\ufeff,,双子市,梼川町,双子市,海辺町,\n"


def read(lines: str, header: str = HEADER) -> SurveyFile:
    return read_survey(read_table((header + lines).encode(), "調査.csv"), municipalities=TOWNS)


def test_columns_are_known_by_place_because_names_repeat() -> None:
    indicator = read("体制,CIOの任命,実施,未実施,未実施,調査無し,\n").indicators[0]
    assert indicator.answers == {
        "132063": Answer.YES,
        "342025": Answer.NO,
        "342084": Answer.NO,
        "342041": Answer.NOT_SURVEYED,
    }


def test_the_denominator_is_of_the_indicator() -> None:
    found = read("体制,CIOの任命,実施,未実施,未実施,調査無し,\n業務,AIの導入,実施,未実施,無回答,未実施,\n")
    assert [indicator.surveyed for indicator in found.indicators] == [3, 4]
    assert [indicator.share_of_yes for indicator in found.indicators] == [Decimal("33.3"), Decimal("25.0")]


def test_nobody_surveyed_has_no_share() -> None:
    assert read("体制,CIO,調査無し,調査無し,調査無し,調査無し,\n").indicators[0].share_of_yes is None


def test_percentages_and_counts_are_numbers() -> None:
    percent, count = read("住民,保有状況 ,72%,８０％,0%,100%,\n住民,手続数,24,25,23,24,\n").indicators
    assert (percent.name, percent.percent, percent.numbers["342025"]) == ("保有状況", True, Decimal(80))
    assert (count.percent, count.numbers["132063"]) == (False, Decimal(24))


def test_an_unreadable_value_is_named_and_left_out() -> None:
    found = read("住民,保有状況,72%,%,0%,不明,\n")
    assert [(cell.row_number, cell.code6, cell.name) for cell in found.broken] == [
        (2, "342025", "檮川町"),
        (2, "342041", "海辺町"),
    ]
    assert "「不明」" in found.broken[1].reason
    assert len(found.indicators[0].numbers) == 2


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (",,双子市,双子市,檮川町,海辺町\n", "4列目.*「双子市」.*「檮川町」（342025）"),
        (",,双子市,檮川町,双子市\n", "市区町村の列が3"),
        (",,双子市,檮川町,双子市,海辺町,山里村\n", "市区町村の列が5"),
    ],
)
def test_columns_out_of_order_are_refused(header: str, sentence: str) -> None:
    with pytest.raises(TableUnreadable, match=sentence):
        read("体制,CIO,実施,実施,実施,実施\n", header)


def test_the_published_dashboard(real_file: Callable[[str], bytes]) -> None:
    table = read_table(real_file("dx_dashboard_municipalities_20240712.csv"), "dashboard.csv")
    found = read_survey(table, municipalities=municipalities())
    organisational, technical = found.indicators[:7], found.indicators[7:10]
    assert {indicator.name: indicator.count(Answer.YES) for indicator in organisational} == {
        "CIOの任命": 1_270,
        "CIO補佐官等の任命": 846,
        "全体方針策定": 862,
        "全庁的な体制構築": 1_133,
        "外部人材活用": 522,
        "職員育成の取組": 1_437,
        "全職員対象研修の実施": 1_203,
    }
    assert {indicator.surveyed for indicator in organisational} == {1_733}
    assert {indicator.surveyed for indicator in technical} == {1_741}
    assert organisational[0].share_of_yes == Decimal("73.3")
    left_out = {code for code, answer in organisational[0].answers.items() if answer is Answer.NOT_SURVEYED}
    assert len(left_out) == 8
    assert {code[:2] for code in left_out} == {"17"}
    assert len(found.indicators) == 15
    assert {cell.reason for cell in found.broken} == {"値「%」を読み取れません。"}
