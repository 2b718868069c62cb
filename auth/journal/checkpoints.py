"""What is kept outside the database about the journal: one line for each seal, signed, in one folder or several.

Whoever can change the database cannot change these. A second folder belongs on another machine or medium.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from auth.journal.chain import Seal, Signer, is_signed
from foundation.database.place import Outside

NAME: Final = "journal-seals.jsonl"


class CheckpointUnfit(RuntimeError):
    """The lines outside and the seals in the database do not belong together; nothing was added."""


class Checkpoint(Struct, frozen=True):
    """A line. `seal`: this seal was made; `restored`: the database was brought back to where this was the last one."""

    kind: Literal["seal", "restored"]
    number: int
    hash: str
    at: datetime
    key: str
    signature: str

    def is_genuine(self, trusted: Sequence[bytes]) -> bool:
        """Whether a trusted key signed it."""
        key = bytes.fromhex(self.key)
        return key in trusted and is_signed(self.content(), key=key, signature=base64.b64decode(self.signature))

    def content(self) -> bytes:
        """What is signed."""
        return _content(self.kind, self.number, self.hash, self.at)


def _content(kind: str, number: int, hash: str, at: datetime) -> bytes:
    return msgspec.json.encode([kind, number, hash, at])


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """The same lines in every folder; each folder is brought up by itself, so that one that was away catches up."""

    folders: tuple[Path, ...]
    signer: Signer

    def add(self, seals: Sequence[Seal]) -> None:
        """Add what a folder lacks of these seals, oldest first. Raises `CheckpointUnfit` where they do not follow."""
        for folder in self.folders:
            last = _last(read(folder))
            new = [seal for seal in seals if last is None or seal.number > last.number]
            if last is not None and new and (new[0].number, new[0].previous.hex()) != (last.number + 1, last.hash):
                raise CheckpointUnfit(f"{folder / NAME}: seal {new[0].number} does not follow line {last.number}")
            _append(folder, [self._line("seal", seal.number, seal.hash.hex(), seal.sealed_at) for seal in new])

    def note_restored(self, *, number: int, hash: bytes, at: datetime) -> None:
        """Say that from now on the seal `number` (0: none) is the last one."""
        for folder in self.folders:
            _append(folder, [self._line("restored", number, hash.hex(), at)])

    def last_number(self) -> int:
        """The last seal that every folder has."""
        return min((_number(_last(read(folder))) for folder in self.folders), default=0)

    def _line(self, kind: Literal["seal", "restored"], number: int, hash: str, at: datetime) -> Checkpoint:
        signature = base64.b64encode(self.signer.sign(_content(kind, number, hash, at))).decode()
        return Checkpoint(kind, number, hash, at, self.signer.key.hex(), signature)


def checkpoints_of(outside: Outside) -> Checkpoints:
    """Those of this installation."""
    return Checkpoints(outside.folders, Signer(outside.secret))


def read(folder: Path) -> list[Checkpoint]:
    """The lines of a folder; none where there is no file yet. Raises `CheckpointUnfit` for what is no line of ours."""
    place = folder / NAME
    if not place.exists():
        return []
    try:
        return [msgspec.json.decode(line, type=Checkpoint) for line in place.read_bytes().splitlines()]
    except msgspec.DecodeError as error:
        raise CheckpointUnfit(f"{place}: {error}") from error


def in_force(lines: Sequence[Checkpoint]) -> list[Checkpoint]:
    """The seals that have to be in the database: those after a restored point were given up with it."""
    kept: list[Checkpoint] = []
    for line in lines:
        if line.kind == "restored":
            kept = [one for one in kept if one.number <= line.number]
        else:
            kept.append(line)
    return kept


def _last(lines: Sequence[Checkpoint]) -> Checkpoint | None:
    return lines[-1] if lines else None


def _number(line: Checkpoint | None) -> int:
    return line.number if line else 0


def _append(folder: Path, lines: Sequence[Checkpoint]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if lines:
        with (folder / NAME).open("ab") as file:
            file.write(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
