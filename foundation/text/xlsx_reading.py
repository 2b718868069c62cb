"""XLSX bytes into a Table: the first visible sheet, formulas by their last result."""

from datetime import date, datetime, time
from io import BytesIO
from typing import cast
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from foundation.text.table_shape import Limits, Table, TableUnreadable, table_of
from foundation.text.xlsx_archive import DAMAGED, check_archive, is_sheet

_BROKEN = "Excelファイルとして読めません。Excelで開いて「.xlsx」で保存し直してください。"
# What openpyxl raises on files that are zip archives but no workbook, or a damaged one.
_UNREADABLE = (
    *DAMAGED,
    DefusedXmlException,
    InvalidFileException,
    ParseError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
)


def read_xlsx(content: bytes, limits: Limits) -> Table:
    """Raises TableUnreadable; see xlsx_archive for what is refused before opening."""
    check_archive(content, limits)
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next(s for s in workbook.worksheets if isinstance(s, ReadOnlyWorksheet) and s.sheet_state == "visible")
        records = _records(sheet, limits)
    except TableUnreadable:
        raise
    except (*_UNREADABLE, StopIteration) as error:
        raise TableUnreadable(_BROKEN) from error
    return table_of(records, encoding=None, sheet=sheet.title)


def _records(sheet: ReadOnlyWorksheet, limits: Limits) -> list[list[str]]:
    if not is_sheet(vars(sheet)["_worksheet_path"]):
        raise TableUnreadable(_BROKEN)
    # The sheet's own statement of its extent may be wrong in both directions.
    sheet.reset_dimensions()
    records, cells = [], 0
    # openpyxl lends this method to its read-only sheets; its type stubs do not say so.
    for row in cast(Worksheet, sheet).iter_rows(values_only=True):
        cells += len(row)
        records.append([cell_text(value) for value in row])
        limits.check_shape(rows=len(records), columns=len(row), cells=cells)
    return records


def cell_text(value: object) -> str:
    """A cell's value as text: days in ISO form, whole numbers without a decimal point."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            text = str(value)
    if "\0" in text:
        raise TableUnreadable("セルに読み取れない文字があります。その文字を消して保存し直してください。")
    return text
