"""What reading a roster comes to: people, errors by row and column, and the rows that stay out. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from registry.capacity.schemas import DaysOffered
from registry.members.schemas import NewMember


@dataclass(frozen=True, slots=True)
class RosterError:
    """What is wrong with a cell; row and column as a spreadsheet shows them."""

    row_number: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A row that can be taken in. `member` has set only what the row says; `tags` are names of advisers' fields."""

    row_number: int
    key: str
    row_hash: bytes
    member: NewMember
    days: DaysOffered | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds. `remarks` were repaired and do not keep a row out; `rejects` are rows with errors, as read."""

    people: tuple[RosterPerson, ...]
    errors: tuple[RosterError, ...]
    remarks: tuple[RosterError, ...] = ()
    header: tuple[str, ...] = ()
    rejects: Mapping[int, Sequence[str]] = field(default_factory=dict)


def row_hash(cells: Iterable[tuple[str, str]]) -> bytes:
    """sha256 of a row's headings and cells: by it a row that was taken in before is known again."""
    written = "\x1f".join(f"{heading}\x1e{cell}" for heading, cell in cells)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).digest()


def is_japanese(text: str) -> bool:
    """Whether a message is one of ours: Pydantic's own are English and are not shown."""
    return any(ord(sign) > 0x2FFF for sign in text)
