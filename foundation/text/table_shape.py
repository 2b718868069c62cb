"""What a table read from a file looks like, what it may not exceed, and the one error of reading."""

from collections.abc import Iterator
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


class TableUnreadable(ValueError):
    """A file that is not read; the text says in Japanese what was found and what to do. Nothing was kept."""


@dataclass(frozen=True)
class Limits:
    """Upper bounds of a file: sizes in bytes, `unpacked` and `strings` for the parts inside an XLSX file."""

    size: int = 10 * MEBIBYTE
    rows: int = 100_000
    columns: int = 2_000
    cells: int = 1_000_000
    unpacked: int = 96 * MEBIBYTE
    strings: int = 16 * MEBIBYTE

    def check_shape(self, *, rows: int, columns: int, cells: int) -> None:
        """Raises TableUnreadable where one of the counts is too large."""
        for count, most, unit in (
            (rows, self.rows, "行"),
            (columns, self.columns, "列"),
            (cells, self.cells, "セル"),
        ):
            if count > most:
                raise TableUnreadable(f"表が大きすぎます（{most:,}{unit}まで）。ファイルを分けて取り込んでください。")


@dataclass(frozen=True)
class Table:
    """Cells as text, as they stand in the file, untrimmed.

    Every row has at least as many cells as the header; it has more only where the file has text beyond the
    header's last column. Empty columns on the right and empty rows at the end are gone; empty rows between
    others stay, so that a row keeps its number.
    """

    header: tuple[str, ...]
    rows: list[list[str]]
    encoding: str | None
    sheet: str | None

    def numbered_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with text in them, each with its number as a spreadsheet shows it (the header is row 1)."""
        return ((number, row) for number, row in enumerate(self.rows, start=2) if any(row))

    def positions(self, *headings: str) -> list[int]:
        """Where the columns of these headings stand. Raises TableUnreadable naming those not found."""
        found = [heading.strip() for heading in self.header]
        if missing := [heading for heading in headings if heading not in found]:
            raise TableUnreadable(
                f"見出し「{'」「'.join(missing)}」の列がありません。1行目の見出しを直してから取り込んでください。"
            )
        return [found.index(heading) for heading in headings]


def table_of(records: list[list[str]], *, encoding: str | None, sheet: str | None) -> Table:
    """A Table of a file's records, the first being the header. Raises TableUnreadable without one."""
    trimmed = [_without_trailing_empties(record) for record in records]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if not trimmed or not trimmed[0]:
        raise TableUnreadable("1行目に見出しがありません。1行目に列の名前を入れてください。")
    header = tuple(trimmed[0])
    rows = [row + [""] * (len(header) - len(row)) for row in trimmed[1:]]
    return Table(header=header, rows=rows, encoding=encoding, sheet=sheet)


def _without_trailing_empties(record: list[str]) -> list[str]:
    last = len(record)
    while last and not record[last - 1]:
        last -= 1
    return record[:last]
