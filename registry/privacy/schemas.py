"""What comes in at the privacy desk, and what goes out."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Struct

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from registry.privacy.classes import RetentionClass

CONFIRMED: Final = "消去する"


class Erasure(Shape):
    """Why a person is erased, and the word that says it is meant."""

    reason: Annotated[str, Paragraphs(500)]
    confirmed: Literal["消去する"]


class HeldTable(Struct, frozen=True):
    """How many rows of a table are held on a person; `stays` says why they outlive an erasure, "" where they go."""

    table: str
    words: str
    count: int
    stays: str


class PersonDesk(Struct, frozen=True):
    """A person at the desk: name where it is still known, what is held, and why they cannot be erased now."""

    member: UUID
    person: str
    held: list[HeldTable]
    bars: list[str]


class RetentionRow(Struct, frozen=True):
    """A class with its last run for the viewer's body; None where none was needed or none has run yet."""

    kept: RetentionClass
    day: date | None
    found: int
    removed: int
    kept_back: int


class Ran(Struct, frozen=True):
    """What a run did in one class."""

    code: str
    found: int
    removed: int
    kept_back: int


class Export(Struct, frozen=True):
    """A zip: `person.json`, and each file under `files/`."""

    name: str
    content: bytes
    rows: int
    files: int
