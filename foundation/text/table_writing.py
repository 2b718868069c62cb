"""Tables out: CSV for programs and Excel, XLSX for people. Text a spreadsheet would run is made inert."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell: TypeAlias = str | int | float | Decimal | date | datetime | None

# Text that begins so is taken for a formula (OWASP, CSV injection), in Japanese also with full-width signs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = True) -> bytes:
    """UTF-8, CRLF. `bom` for Excel, which otherwise takes the file for Shift_JIS.

    Text that would run as a formula gets an apostrophe in front; numbers stay numbers.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str) -> bytes:
    """One sheet with a fixed header row. Text stays text; what would run as a formula is marked as quoted."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet)
    assert isinstance(page, WriteOnlyWorksheet)
    page.freeze_panes = "A2"
    for row in (header, *rows):
        page.append([_quoted(page, cell) if isinstance(cell, str) and _would_run(cell) else cell for cell in row])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _would_run(text: str) -> bool:
    return text.startswith(_FORMULA_STARTS)


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _would_run(cell) else cell


def _quoted(page: WriteOnlyWorksheet, text: str) -> OpenpyxlCell:
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
