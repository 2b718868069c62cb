from collections.abc import Callable
from datetime import date

import pytest

from foundation.text.tabular import TableUnreadable, read_table
from registry.municipalities.population_file import PopulationFile, Residents, read_population
from registry.municipalities.reference import Kind, Municipality, Prefecture, municipalities, prefectures

HEADER = "団体コード,都道府県名（漢字）,市区町村名（漢字）,議事録検索URL,人口,人口基準年\n"
WEST = Prefecture("340006", "34", "西県", "ニシケン")


def town(code: str, name: str) -> Municipality:
    return Municipality(code, name, "カナ", Kind.TOWN, code[:2], 34.0, 132.0, "invented")


TOWNS = (town("342025", "髙瀬市"), town("342041", "海辺町"))


def read(lines: str) -> PopulationFile:
    table = read_table((HEADER + lines).encode(), "人口.csv")
    return read_population(table, prefectures=(WEST,), municipalities=TOWNS)


def test_sound_rows_are_kept_and_the_prefecture_agrees_with_its_towns() -> None:
    found = read("340006,西県,,,300,2025\n342025,西県,高瀬市,,200,2025\n342041,西県,海辺町,,１００,2025\n")
    assert found.residents == (
        Residents("342025", 200, date(2025, 1, 1)),
        Residents("342041", 100, date(2025, 1, 1)),
    )
    assert [(s.name, s.stated, s.summed, s.agrees) for s in found.prefecture_sums] == [("西県", 300, 300, True)]
    assert found.broken == ()


def test_a_shifted_row_is_named_kept_out_and_leaves_the_prefecture_unchecked() -> None:
    found = read(
        "340006,西県,,,300,2025\n342025,西県,高瀬市,https://a/index,24,html,200,2025\n342041,西県,海辺町,,100,2025\n"
    )
    assert [(row.row_number, row.code, row.name) for row in found.broken] == [(3, "342025", "高瀬市")]
    assert "2つ多く" in found.broken[0].reason
    assert [row.code6 for row in found.residents] == ["342041"]
    assert found.prefecture_sums[0].agrees is None


def test_a_wrong_sum_shows() -> None:
    found = read("340006,西県,,,301,2025\n342025,西県,高瀬市,,200,2025\n342041,西県,海辺町,,100,2025\n")
    assert found.prefecture_sums[0].agrees is False


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("342026,西県,高瀬市,,200,2025\n", "検査数字"),
        ("42025,西県,高瀬市,,200,2025\n", "桁数"),
        ("342025,西県,高瀬市,,二百,2025\n", "数ではありません"),
        ("342025,西県,高瀬市,,,2025\n", "数ではありません"),
        ("342025,西県,高瀬市,,200,令和7\n", "西暦4桁"),
        ("342025,西県,海辺町,,200,2025\n", "「髙瀬市」"),
        ("340006,西県,海辺町,,200,2025\n", "「都道府県」"),
        ("342041,西県,海辺町,,1,2025\n342041,西県,海辺町,,2,2025\n", "2つあります"),
    ],
)
def test_other_broken_rows_say_why(line: str, reason: str) -> None:
    assert reason in read(line).broken[0].reason


def test_right_codes_outside_the_list_are_told_apart() -> None:
    found = read("016951,北海道,色丹村,,0,2025\n")
    assert (found.outside, found.residents, found.broken) == (("016951",), (), ())


def test_a_missing_column_is_named() -> None:
    table = read_table("団体コード,人口\n342025,5\n".encode(), "人口.csv")
    with pytest.raises(TableUnreadable, match="市区町村名（漢字）」「人口基準年"):
        read_population(table, prefectures=(WEST,), municipalities=TOWNS)


def test_the_file_found_in_the_wild(real_file: Callable[[str], bytes]) -> None:
    table = read_table(real_file("population_20250101.csv"), "population.csv")
    found = read_population(table, prefectures=prefectures(), municipalities=municipalities())
    assert [row.code for row in found.broken] == ["022071", "032085", "034029"]
    assert len(found.residents) == 1_738
    checked = {hall.name: hall.agrees for hall in found.prefecture_sums}
    assert len(checked) == 47
    assert [name for name, agrees in checked.items() if agrees is not True] == ["青森県", "岩手県"]
    assert sum(hall.stated for hall in found.prefecture_sums) == 120_653_227
