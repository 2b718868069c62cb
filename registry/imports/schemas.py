"""What comes in about imports, and what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes

from foundation.text.shape import Shape
from foundation.text.text_type import OneLine
from registry.imports.rules import AT_WORK, OPEN, Kind


class FileUpload(Shape):
    """A file as a program sends it: the bytes in base64."""

    kind: Kind
    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class KindChoice(Shape):
    """What the file of a page's form is about."""

    kind: Kind


class ImportRow(Struct, frozen=True):
    """An uploaded file and how far it has come; counts are of rows. `left_out` is known once it was applied."""

    id: UUID
    kind: str
    filename: str
    uploaded_at: datetime
    state: str
    progress: UUID | None
    finished_at: datetime | None
    done: int
    added: int
    changed: int
    unchanged: int
    left_out: int
    failure: str

    @property
    def at_work(self) -> bool:
        """Whether the worker has it, or will."""
        return self.state in AT_WORK

    @property
    def open(self) -> bool:
        """Whether it may be taken in, from the start or on from where it stopped."""
        return self.state in OPEN


class PreviewRow(Struct, frozen=True):
    """What taking in a row would do: `new`, `changed`, `same`, or `kept` where a file may not change it."""

    row_number: int
    key: str
    name: str
    what: str
    note: str


class CellError(Struct, frozen=True):
    """What is wrong or was repaired; row and column as a spreadsheet shows them."""

    row_number: int
    column: str
    sentence: str


class Preview(Struct, frozen=True):
    """An uploaded file before it is taken in: every sound row, every error. `left_out`: rows with errors."""

    upload: ImportRow
    rows: list[PreviewRow]
    errors: list[CellError]
    remarks: list[CellError]
    left_out: int

    def count(self, what: str) -> int:
        """How many rows are `new`, `changed`, `same` or `kept`."""
        return sum(row.what == what for row in self.rows)
