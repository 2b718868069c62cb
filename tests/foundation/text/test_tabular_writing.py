from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from foundation.text.tabular import read_table, write_csv, write_xlsx

DANGEROUS = ["=1+1", "+81", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠a"]
PLAIN = st.text(alphabet=st.characters(categories=["L", "N"], include_characters="、。 ー\n,\"'"), max_size=12)


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_would_run_is_inert_in_csv(text: str) -> None:
    table = read_table(write_csv(["見出し"], [[text]]), "a.csv")
    assert table.rows == [[f"'{text}"]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_would_run_is_quoted_text_in_xlsx(text: str) -> None:
    sheet = load_workbook(BytesIO(write_xlsx(["見出し"], [[text]], sheet="表")))["表"]
    cell = sheet["A2"]
    assert (cell.data_type, cell.quotePrefix, str(cell.value).strip()) == ("s", True, text.strip())


def test_headings_are_made_inert_too() -> None:
    assert read_table(write_csv(["=A1"], []), "a.csv").header == ("'=A1",)


def test_numbers_stay_numbers() -> None:
    assert write_csv(["数"], [[-5], [1.5]], bom=False) == "数\r\n-5\r\n1.5\r\n".encode()
    sheet = load_workbook(BytesIO(write_xlsx(["数"], [[-5]], sheet="表")))["表"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (-5, "n")


def test_bom_is_there_for_excel_and_left_out_on_request() -> None:
    assert write_csv(["a"], []).startswith(b"\xef\xbb\xbf")
    assert write_csv(["a"], [], bom=False) == b"a\r\n"


@given(st.lists(st.tuples(PLAIN, PLAIN), max_size=5))
def test_written_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    table = read_table(write_csv(["甲", "乙"], rows), "a.csv")
    assert [list(row) for row in rows if any(row)] == [row for _, row in table.numbered_rows()]


def test_written_xlsx_reads_back() -> None:
    content = write_xlsx(["コード", "日"], [["011002", date(2026, 4, 1)]], sheet="表")
    assert read_table(content, "a.xlsx").rows == [["011002", "2026-04-01"]]
