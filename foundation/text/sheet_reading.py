"""Reading a table by columns: every row ends up as a value or with an error that names row and column. Pure."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from foundation.text.sheet_shape import CellError, Column, Sheet, SheetRow, is_japanese, row_hash
from foundation.text.table_shape import Table, TableUnreadable

MOST_ROWS: Final = 10_000
APART: Final = "そろえて入力してください。片方だけでは取り込めません。"
FORMULA_STARTS: Final = ("'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠")
"""How our own CSV files write text that a spreadsheet would run: the apostrophe goes again on the way in."""

Value = TypeVar("Value")
Values = Mapping[str, object]
Part = Callable[[Values], Any]
"""Makes a part of the value out of the fields of a row. Raises `ValidationError`, or `Misfit` naming the field."""


class Misfit(ValueError):
    """A cell that cannot be taken, with the sentence a person reads; `field` where the whole row is looked at."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """How a kind of row is read. `key` gives by what a row is known again; `key_field` stands for it in errors."""

    columns: Sequence[Column]
    parts: Sequence[Part]
    joined: Callable[..., Value]
    key: Callable[[Value], str]
    key_field: str


def read_sheet(table: Table, reading: Reading[Value]) -> Sheet[Value]:
    """Every row as a value or as errors.

    Raises `TableUnreadable` where a required column is missing or the file has more than 10,000 rows.
    """
    check_length(table)
    table.positions(*(column.heading for column in reading.columns if column.required))
    header = [heading.strip() for heading in table.header]
    places = [(column, header.index(column.heading)) for column in reading.columns if column.heading in header]
    rows: dict[str, SheetRow[Value]] = {}
    errors: list[CellError] = []
    rejects: dict[int, Sequence[str]] = {}
    for row_number, cells in table.numbered_rows():
        typed = {column: _bare(cells[place].strip()) for column, place in places}
        found = _Row(row_number, typed, reading).read()
        if isinstance(found, SheetRow) and found.key in rows:
            found = [_twice(found, rows[found.key], reading)]
        if isinstance(found, SheetRow):
            rows[found.key] = found
        else:
            errors += found
            rejects[row_number] = cells
    return Sheet(tuple(rows.values()), tuple(errors), header=tuple(table.header), rejects=rejects)


def check_length(table: Table) -> None:
    """Raises `TableUnreadable` where there are more rows than one import takes."""
    if len(table.rows) > MOST_ROWS:
        raise TableUnreadable(f"一度に取り込めるのは{MOST_ROWS:,}行までです。ファイルを分けて取り込んでください。")


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith(FORMULA_STARTS) else cell


def _twice(row: SheetRow[Any], first: SheetRow[Any], reading: Reading[Any]) -> CellError:
    heading = next(column.heading for column in reading.columns if column.field == reading.key_field)
    return CellError(
        row.row_number,
        heading,
        f"同じ「{heading}」の行が{first.row_number}行目にもあります。どちらかを直してください。",
    )


@dataclass(frozen=True, slots=True)
class _Row(Generic[Value]):
    row_number: int
    typed: Mapping[Column, str]
    reading: Reading[Value]

    def read(self) -> "SheetRow[Value] | list[CellError]":
        """The value, or everything that is wrong with the row."""
        errors: dict[Hashable, CellError] = {}
        values = self._values(errors)
        parts = [self._part(part, values, errors) for part in self.reading.parts]
        if errors:
            order = [column.heading for column in self.typed]
            return sorted(errors.values(), key=lambda error: order.index(error.column))
        value = self.reading.joined(*parts)
        cells = row_hash((column.heading, cell) for column, cell in self.typed.items())
        return SheetRow(self.row_number, self.reading.key(value), cells, value)

    def _values(self, errors: dict[Hashable, CellError]) -> dict[str, object]:
        values: dict[str, object] = {}
        for column, cell in self.typed.items():
            if not cell:
                if column.required:
                    errors[column.field] = self._error(column, "空です。入力してください。")
                continue
            try:
                values[column.field] = column.read(cell)
            except Misfit as misfit:
                errors[column.field] = self._error(column, str(misfit))
            except (ValueError, KeyError):
                errors[column.field] = self._unreadable(column, cell)
        return values

    def _part(self, part: Part, values: Values, errors: dict[Hashable, CellError]) -> Any:
        try:
            return part(values)
        except Misfit as misfit:
            self._note(misfit.field, str(misfit), errors)
        except ValidationError as error:
            for item in error.errors():
                words = APART if item["type"] == "missing" else item["msg"].removeprefix("Value error, ")
                self._note(str(item["loc"][0]) if item["loc"] else self.reading.key_field, words, errors)
        return None

    def _note(self, field: str, words: str, errors: dict[Hashable, CellError]) -> None:
        """One error for each column; what concerns a column that is not in the file stands at the key's."""
        columns = {column.field: column for column in self.typed}
        column = columns.get(field, columns[self.reading.key_field])
        found = self._error(column, words) if is_japanese(words) else self._unreadable(column, self.typed[column])
        errors.setdefault(column.field, found)

    def _unreadable(self, column: Column, cell: str) -> CellError:
        what = "この欄" if column.private else f"「{cell[:40]}」"
        return self._error(column, f"{what}を読み取れません。例：{column.example}")

    def _error(self, column: Column, sentence: str) -> CellError:
        return CellError(self.row_number, column.heading, sentence)
