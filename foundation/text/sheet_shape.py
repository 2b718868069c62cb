"""What reading the rows of an import comes to: values, errors by row and column, and the rows that stay out. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: `field` of the shape it fills, an example of its cells, and whether it must be there.

    `read` takes a cell that is not empty and raises `ValueError` or `KeyError` for what it cannot read; a `ValueError`
    in Japanese is shown as it is. Cells of a `private` column are never repeated in a sentence: sentences reach
    terminals and logs.
    """

    heading: str
    field: str
    example: str
    read: Callable[[str], object]
    required: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with a cell, or was repaired; row and column as a spreadsheet shows them."""

    row_number: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetRow(Generic[Value]):
    """A row that can be taken in. `key` is by what it is known again, `row_hash` by what it is known to be the same."""

    row_number: int
    key: str
    row_hash: bytes
    value: Value


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Value]):
    """What a file holds. `remarks` were repaired and do not keep a row out; `rejects` are rows with errors, as read."""

    rows: tuple[SheetRow[Value], ...]
    errors: tuple[CellError, ...]
    remarks: tuple[CellError, ...] = ()
    header: tuple[str, ...] = ()
    rejects: Mapping[int, Sequence[str]] = field(default_factory=dict)


def row_hash(cells: Iterable[tuple[str, str]]) -> bytes:
    """sha256 of a row's headings and cells: by it a row that was taken in before is known again."""
    written = "\x1f".join(f"{heading}\x1e{cell}" for heading, cell in cells)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).digest()


def is_japanese(text: str) -> bool:
    """Whether a message is one of ours: Pydantic's own are English and are not shown."""
    return any(ord(sign) > 0x2FFF for sign in text)
