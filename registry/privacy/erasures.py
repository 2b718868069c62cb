"""Who was erased, kept outside the database: an older copy that is brought back knows nothing of it.

A line names a person by number only, the body that erased them, and when.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
from msgspec import Struct

NAME: Final = "erasures.jsonl"


class ErasedPerson(Struct, frozen=True):
    """A line."""

    member: UUID
    body: UUID
    at: datetime


def note_erased(folders: Sequence[Path], *, member: UUID, body: UUID, at: datetime) -> None:
    """Add the line to every folder that lacks it; may run twice."""
    line = msgspec.json.encode(ErasedPerson(member, body, at)) + b"\n"
    for folder in folders:
        if not any((one.member, one.body) == (member, body) for one in erased_in([folder])):
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / NAME).open("ab") as file:
                file.write(line)


def erased_in(folders: Sequence[Path]) -> list[ErasedPerson]:
    """Everybody erased, by whom, once each; the oldest first."""
    lines = [
        line for folder in folders if (folder / NAME).exists() for line in (folder / NAME).read_bytes().splitlines()
    ]
    found = {(one.member, one.body): one for one in (msgspec.json.decode(line, type=ErasedPerson) for line in lines)}
    return sorted(found.values(), key=lambda one: one.at)
