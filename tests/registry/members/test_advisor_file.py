import os
from collections import Counter
from pathlib import Path

import pytest

from foundation.text.tabular import TableUnreadable, read_table, write_csv
from registry.members.advisor_file import AdvisorFile, ImportedPerson, read_advisors

HEADER = ["ID", "ふりがな", "氏名", "所属・役職", "主な対応分野", "顔写真"]
REAL = Path(os.environ.get("DXPOOL_REAL_DATA", Path(__file__).parents[4] / "shared" / "data")) / "advisors_2025.csv"


def read(*rows: list[str]) -> AdvisorFile:
    return read_advisors(read_table(write_csv(HEADER, rows), "名簿.csv"))


def test_names_and_affiliations_stay_as_printed() -> None:
    found = read(
        [
            "7",
            "よしだ　はな",
            "𠮷田　花\U000e0100",
            "ＡＢＣ株式会社　部長\n（一社）架空の会\n",
            "観光",
            "x.jpg",
        ]
    )
    assert found.people == (
        ImportedPerson(
            row_number=2,
            source_id="7",
            name="𠮷田　花\U000e0100",
            kana="よしだ　はな",
            affiliation="ＡＢＣ株式会社　部長\n（一社）架空の会",
            tags=("観光",),
        ),
    )
    assert found.warnings == ()


def test_a_line_break_inside_a_tag_is_closed_up_with_a_warning() -> None:
    found = read(["1", "あ", "架空　一郎", "甲", "通信網\n（光）,観光", ""])
    assert found.people[0].tags == ("通信網（光）", "観光")
    assert [(w.row_number, w.column) for w in found.warnings] == [(2, "主な対応分野")]
    assert "「通信網（光）」" in found.warnings[0].sentence


def test_empty_pieces_are_dropped_and_counted() -> None:
    found = read(["1", "あ", "架空　一郎", "甲", "観光,,防災, ,", ""])
    assert found.people[0].tags == ("観光", "防災")
    assert "3件" in found.warnings[0].sentence


def test_a_tag_typed_twice_is_one() -> None:
    assert read(["1", "あ", "架空　一郎", "甲", "観光，観光", ""]).people[0].tags == ("観光",)


def test_a_row_without_tags_has_none_and_no_warning() -> None:
    found = read(["1", "あ", "架空　一郎", "甲", "", ""])
    assert (found.people[0].tags, found.warnings) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (["2", "い", "", "乙", "", ""], "氏名", "氏名がない"),
        (["", "い", "架空　二郎", "乙", "", ""], "ID", "IDがない"),
        (["1", "い", "架空　二郎", "乙", "", ""], "ID", "2行目にもある"),
    ],
)
def test_a_row_that_cannot_be_known_again_is_left_out(row: list[str], column: str, sentence: str) -> None:
    found = read(["1", "あ", "架空　一郎", "甲", "", ""], row)
    assert [person.source_id for person in found.people] == ["1"]
    assert [(w.row_number, w.column) for w in found.warnings] == [(3, column)]
    assert sentence in found.warnings[0].sentence


def test_a_person_without_kana_is_kept_with_a_warning() -> None:
    found = read(["1", "", "架空　一郎", "甲", "", ""])
    assert len(found.people) == 1
    assert found.warnings[0].column == "ふりがな"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableUnreadable, match="「ふりがな」「主な対応分野」"):
        read_advisors(read_table("ID,氏名,所属・役職\n1,架空,甲\n".encode(), "名簿.csv"))


@pytest.mark.skipif(not REAL.is_file(), reason="real data not at hand: advisors_2025.csv (set DXPOOL_REAL_DATA)")
def test_the_published_roster() -> None:
    found = read_advisors(read_table(REAL.read_bytes(), REAL.name))
    tags = Counter(tag for person in found.people for tag in person.tags)
    assert (len(found.people), len(tags)) == (242, 34)
    assert [count for _, count in tags.most_common(4)] == [71, 65, 50, 36]
    assert tags["計画策定支援"] == 50
    dropped = [warning for warning in found.warnings if "空の分野" in warning.sentence]
    repaired = {warning.row_number for warning in found.warnings if "改行" in warning.sentence}
    assert (len(dropped), len(repaired)) == (18, 33)
