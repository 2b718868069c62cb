"""Hostile XLSX files are refused within 2 seconds and 64 MB."""

import subprocess
import sys
import time
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from foundation.text.tabular import TableUnreadable, read_table, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
ROOT = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def workbook_with(part: str, text: str | bytes) -> bytes:
    """An honest workbook of which one part is replaced."""
    out = BytesIO()
    with (
        ZipFile(BytesIO(write_xlsx(["見出し"], [["値"]], sheet="表"))) as honest,
        ZipFile(out, "w", ZIP_DEFLATED) as bad,
    ):
        for name in {*honest.namelist(), part}:
            bad.writestr(name, text if name == part else honest.read(name))
    return out.getvalue()


def cells(count: int, *, per_row: int = 1_000, prefix: str = "") -> str:
    """Rows of cells with numbers varied enough not to shrink like a bomb."""
    numbers = (f"<{prefix}c><{prefix}v>{n * 7919 % 1_000_003}</{prefix}v></{prefix}c>" for n in range(count))
    rows = (f"<{prefix}row>{''.join(islice(numbers, per_row))}</{prefix}row>" for _ in range(count // per_row))
    return ROOT + "".join(rows) + END


def moved_sheet() -> bytes:
    """The sheet lies under the name of a picture, where its cells would not be counted."""
    content, picture = write_xlsx(["見出し"], [["値"]], sheet="表"), "xl/media/sheet1.png"
    out = BytesIO()
    with ZipFile(BytesIO(content)) as honest, ZipFile(out, "w", ZIP_DEFLATED) as bad:
        for name in honest.namelist():
            text = honest.read(name).replace(b"worksheets/sheet1.xml", b"media/sheet1.png")
            bad.writestr(picture if name == SHEET else name, text)
    return out.getvalue()


def wide_rows(count: int) -> str:
    return ROOT + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, count)) + END


def hostile_files() -> dict[str, tuple[bytes, str]]:
    return {
        "zip bomb": (workbook_with(SHEET, ROOT + " " * 300_000_000 + END), "展開すると大きすぎる"),
        "shrinks too well": (workbook_with(SHEET, ROOT + " " * 20_000_000 + END), "展開すると大きすぎる"),
        "strings": (workbook_with("xl/sharedStrings.xml", bytes(20_000_000)), "展開すると大きすぎる"),
        "million cells": (workbook_with(SHEET, cells(1_001_000)), "セルまで"),
        "laughs in sheet": (
            workbook_with(SHEET, f"{LAUGHS}{ROOT}<row><c><v>&i;</v></c></row>{END}"),
            "許されていない",
        ),
        "laughs in strings": (
            workbook_with("xl/sharedStrings.xml", f"{LAUGHS}<sst><si><t>&i;</t></si></sst>"),
            "許され",
        ),
        "laughs in utf-16": (workbook_with(SHEET, f"{LAUGHS}{ROOT}{END}".encode("utf-16")), "許されていない"),
        "far column": (workbook_with(SHEET, wide_rows(60_000)), "列まで"),
        "far row": (workbook_with(SHEET, f'{ROOT}<row r="1048576"><c><v>1</v></c></row>{END}'), "行まで"),
        "long row": (workbook_with(SHEET, cells(900_000, per_row=900_000)), "列まで"),
        "moved sheet": (moved_sheet(), "読めません"),
        "no workbook": (workbook_with("xl/workbook.xml", "<x/>"), "取り込めません"),
        "half a file": (write_xlsx(["見出し"], [["値"]], sheet="表")[:-200], "壊れて"),
    }


HOSTILE = hostile_files()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks_are_refused_in_two_seconds(kind: str) -> None:
    content, sentence = HOSTILE[kind]
    start = time.process_time()
    with pytest.raises(TableUnreadable, match=sentence):
        read_table(content, "a.xlsx")
    assert time.process_time() - start < 2


def directory_before_the_file() -> bytes:
    """The end of the archive says that its directory is longer than the whole file."""
    content = write_xlsx(["見出し"], [["値"]], sheet="表")
    return content[:-10] + b"\xff\xff\xff\x7f" + content[-6:]


def test_archives_that_name_no_workbook_or_lie_about_their_directory_are_refused_in_words() -> None:
    nameless = workbook_with("[Content_Types].xml", "<Types/>")
    for content, sentence in ((nameless, "読めません"), (directory_before_the_file(), "壊れて")):
        with pytest.raises(TableUnreadable, match=sentence):
            read_table(content, "a.xlsx")


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks_are_refused_in_64_megabytes(kind: str, tmp_path: Path) -> None:
    """In a process of its own, so that its peak is the reading's alone."""
    hostile = tmp_path / "hostile.xlsx"
    hostile.write_bytes(HOSTILE[kind][0])
    assert peak_of_reading(hostile) < 64 * 1024


def peak_of_reading(path: Path) -> int:
    """KiB by which the peak of the process grows while it refuses the file."""
    script = (
        "import resource, sys; from pathlib import Path; from foundation.text.tabular import *\n"
        "content = Path(sys.argv[1]).read_bytes()\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "try: read_table(content, 'a.xlsx')\n"
        "except TableUnreadable: print(peak() - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_prefixed_cells_count_as_cells() -> None:
    sheet = cells(1_001_000, prefix="x:").replace("<worksheet xmlns=", "<worksheet xmlns:x=")
    with pytest.raises(TableUnreadable, match="セルまで"):
        read_table(workbook_with(SHEET, sheet), "a.xlsx")


def test_a_csv_of_a_million_cells_is_refused_in_two_seconds() -> None:
    start = time.process_time()
    with pytest.raises(TableUnreadable, match="セルまで"):
        read_table((b"1," * 999 + b"1\n") * 1_001, "a.csv")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("extent", ["A1", "A1:XFD1048576"])
def test_a_sheet_that_misstates_its_extent_is_read_whole(extent: str) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    sheet = ROOT.replace("<sheetData>", f'<dimension ref="{extent}"/><sheetData>') + rows + END
    table = read_table(workbook_with(SHEET, sheet), "a.xlsx")
    assert (table.header, table.rows) == (("1", "2"), [["3", "4"]])
