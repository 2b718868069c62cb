"""A copy: a folder with a dump, for the embedded server its files as well, and a manifest that says what is in it."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from foundation.backups.fingerprint import Mark

DUMP: Final = "database.dump"
BASE: Final = "base.tar.gz"
MANIFEST: Final = "manifest.json"
FORM: Final = "%Y%m%dT%H%M%SZ"
OURS: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z")


class CopyUnfit(RuntimeError):
    """A copy that cannot be used; the sentence is for the operator."""


class Manifest(Struct, frozen=True):
    """What a copy holds. Of the embedded server also `base_ended`, from when on a point in time can be restored from
    it, and `first_wal`, the write-ahead file its base begins in."""

    at: datetime
    server: str
    tables: dict[str, Mark]
    files: dict[str, str]
    base_ended: datetime | None = None
    first_wal: str = ""

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(mark.rows for mark in self.tables.values())


def backups_of(home: Path) -> Path:
    """Where copies go unless somebody says otherwise."""
    return home / "backups"


def new_folder(root: Path) -> Path:
    """A new folder, named after now, that only its owner may open."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = root / datetime.now(UTC).strftime(FORM)
    folder.mkdir(mode=0o700)
    return folder


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The last file of a copy: a folder without it is unfinished."""
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))


def read_manifest(folder: Path) -> Manifest:
    """Raises `CopyUnfit` where there is none, or a file is not as it was written."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise CopyUnfit(f"{folder} はバックアップではないか、途中で終わっています。") from error
    for name, expected in manifest.files.items():
        if not (folder / name).exists() or sha256(folder / name) != expected:
            raise CopyUnfit(f"{folder / name} が、書いたときと違います。別のバックアップを使ってください。")
    return manifest


def copies_in(root: Path) -> Iterator[tuple[Path, Manifest]]:
    """The finished copies, oldest first."""
    for folder in sorted(root.glob("*/" + MANIFEST)):
        yield folder.parent, msgspec.json.decode(folder.read_bytes(), type=Manifest)


def prune(root: Path, *, keep: int) -> list[Path]:
    """Remove the oldest copies beyond `keep`; unfinished ones go as well. Returns what stays.

    Whatever else lies in the folder, because an operator chose one that has other uses, is left alone.
    """
    finished = [folder for folder, _ in copies_in(root) if OURS.fullmatch(folder.name)]
    staying = finished[-keep:]
    for folder in (one for one in root.iterdir() if one.is_dir() and OURS.fullmatch(one.name)):
        if folder not in staying and not (folder > max(staying, default=folder)):
            shutil.rmtree(folder)
    return staying


def sha256(file: Path) -> str:
    """Of a file's content, hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
