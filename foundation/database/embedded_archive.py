"""The embedded server's write-ahead log, kept file by file: with a copy of its files it leads to any second since.

Nothing is kept before the first copy: without one the files would lead nowhere.
"""

import shlex
from pathlib import Path
from typing import Final

from foundation.database.embedded_folder import Account, Folder

SEGMENT: Final = "[0-9A-F]" * 24


def archive_of(folder: Path) -> Path:
    """Where the files are kept, below the embedded server's folder."""
    return folder / "archive"


def archiving(folder: Path) -> dict[str, str]:
    """The server's settings. A file is compressed under another name first: half a file is never taken for one."""
    place = shlex.quote(str(archive_of(folder))).replace("%", "%%")
    keep = f"gzip -1 < %p > {place}/%f.part && mv {place}/%f.part {place}/%f.gz"
    return {
        "archive_mode": "on",
        "archive_command": f"test ! -d {place} || test -f {place}/%f.gz || ({keep})",
        "archive_timeout": "60",
    }


def fetching(folder: Path, left: Path) -> dict[str, str]:
    """Settings of a server that recovers: from the archive, and from what the former server had not yet handed over."""
    place, remains = (shlex.quote(str(path)).replace("%", "%%") for path in (archive_of(folder), left / "pg_wal"))
    return {"restore_command": f"gzip -d < {place}/%f.gz > %p 2>/dev/null || cp {remains}/%f %p"}


def keep_archive(embedded: Folder) -> None:
    """From now on."""
    Account.for_server().private_folder(archive_of(embedded.root))


def prune_archive(embedded: Folder, *, oldest: str) -> None:
    """Remove the files before the one in which the oldest copy begins; a name is time line, then place."""
    for file in archive_of(embedded.root).glob(f"{SEGMENT}.gz"):
        if oldest and file.name[8:24] < oldest[8:]:
            file.unlink()
