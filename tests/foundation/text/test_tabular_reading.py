from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from foundation.text.tabular import Limits, TableUnreadable, read_table, write_xlsx

SMALL = Limits(size=2 * 1024**2, rows=50, columns=20, cells=200)


def csv_of(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings_are_told_apart(encoding: str) -> None:
    table = read_table(csv_of("団体,担当\r\n青葉町,髙橋①\r\n", encoding), "a.csv")
    assert table.header == ("団体", "担当")
    assert table.rows == [["青葉町", "髙橋①"]]
    assert table.encoding == encoding


def test_quoted_newlines_empty_columns_and_row_numbers() -> None:
    table = read_table(csv_of('名,所属,,\n甲,"A社\n部長",,\n,,,\n乙,B社,,\n,,,\n\n'), "a.csv")
    assert table.header == ("名", "所属")
    assert list(table.numbered_rows()) == [(2, ["甲", "A社\n部長"]), (4, ["乙", "B社"])]


def test_a_row_with_more_text_than_columns_keeps_it() -> None:
    table = read_table(csv_of("a,b\n1,2,3\n4\n"), "a.csv")
    assert table.rows == [["1", "2", "3"], ["4", ""]]


def test_an_empty_first_heading_is_kept() -> None:
    assert read_table(csv_of(",,甲町\n大,小,1\n"), "a.csv").header == ("", "", "甲町")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "見出し"),
        (b"\n\n,,\n", "見出し"),
        (b"a,b\n1,\0\n", "読めない文字"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-8"),
        (b"a,b\n\x81\xff\xff,2\n", "文字コード"),
        (b'a,b\n1,"open\n2,3\n', "引用符"),
        (b"\xd0\xcf\x11\xe0 old", "古い形式"),
        (b"PK\x03\x04 no zip at all", "壊れて"),
    ],
)
def test_unreadable_files_say_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(TableUnreadable, match=sentence) as caught:
        read_table(content, "名簿.csv")
    assert "「名簿.csv」を取り込めませんでした。" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("\n".join(["a"] * 52), "50行"),
        (",".join("a" * 21), "20列"),
        ("\n".join([",".join("a" * 10)] * 21), "200セル"),
        ("a" * (2 * 1024**2 + 1), "2MBまで"),
    ],
)
def test_large_tables_are_refused(content: str, sentence: str) -> None:
    with pytest.raises(TableUnreadable, match=sentence):
        read_table(csv_of(content), "a.csv", limits=SMALL)


def test_xlsx_cells_become_text() -> None:
    workbook = Workbook()
    page = workbook.create_sheet("名簿", 0)
    page.append(["コード", "人数", "割合", "日付", "可否", "空"])
    page.append(["011002", 12, 0.5, date(2026, 4, 1), True, None])
    out = BytesIO()
    workbook.save(out)
    table = read_table(out.getvalue(), "a.xlsx")
    assert table.sheet == "名簿"
    assert table.header == ("コード", "人数", "割合", "日付", "可否", "空")
    assert table.rows == [["011002", "12", "0.5", "2026-04-01", "TRUE", ""]]


def test_a_hidden_first_sheet_is_passed_over() -> None:
    workbook = Workbook()
    hidden = workbook.create_sheet("隠し", 0)
    hidden.append(["隠し"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("表", 1).append(["見出し"])
    out = BytesIO()
    workbook.save(out)
    assert read_table(out.getvalue(), "a.xlsx").header == ("見出し",)


def test_large_sheets_are_refused() -> None:
    content = write_xlsx(["a"] * 10, [["b"] * 10] * 20, sheet="表")
    with pytest.raises(TableUnreadable, match="200セル"):
        read_table(content, "a.xlsx", limits=SMALL)
