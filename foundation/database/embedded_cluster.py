"""One PostgreSQL data folder: made once, checked for its version, freed of what a killed server left."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from foundation.database.embedded_binaries import Binaries
from foundation.database.embedded_errors import DatabaseNotStarted
from foundation.database.embedded_folder import Account, Folder

SUPERUSER = "postgres"
LEFTOVER_SECONDS = 60.0
# Nothing of the caller's environment: PGPORT, PGDATA or a missing LANG would change what starts.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def make_data(folder: Path, *, binaries: Binaries, account: Account, sync: bool) -> None:
    """Runs initdb into `folder` unless it is there; an interrupted run leaves nothing behind it."""
    if folder.exists():
        return
    unfinished = folder.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    account.private_folder(unfinished)
    made = subprocess.run(
        [
            *(binaries.bin / "initdb", "--pgdata", unfinished, "--username", SUPERUSER, "--auth=trust"),
            *("--encoding=UTF8", "--data-checksums", "--no-instructions", *_locale(binaries.major)),
            *(() if sync else ("--no-sync",)),
        ],
        cwd=unfinished,
        env=ENVIRONMENT,
        umask=0o077,
        capture_output=True,
        text=True,
        **account.spawn(),
    )
    if made.returncode != 0:
        raise DatabaseNotStarted(
            f"データベースの入れ物を {folder} に作れませんでした。"
            "ディスクの空きと書き込みの権限を確かめて、もう一度起動してください。\n" + made.stderr.strip()
        )
    unfinished.rename(folder)


def _locale(major: int) -> tuple[str, ...]:
    if major >= 17:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)


def check_version(folder: Folder, *, binaries: Binaries) -> None:
    """Refuses a data folder that another major version wrote: PostgreSQL cannot open it."""
    found = (folder.data / "PG_VERSION").read_text().strip()
    if found == str(binaries.major):
        return
    raise DatabaseNotStarted(
        f"データの置き場所 {folder.home} は PostgreSQL {found} で作られていて、"
        f"これから動かす PostgreSQL {binaries.major} では開けません。データには手を付けていません。"
        f"PostgreSQL {found} で動かして pg_dump で書き出し、新しい場所へ読み込むか、"
        "DXPOOL_HOME に別の場所を指定してください。"
    )


def free_of_leftovers(data: Path) -> None:
    """Waits for the end of a server whose supervisor was killed, then clears its `postmaster.pid`.

    To be called while holding the folder's lock. PostgreSQL alone would refuse to start when the number in
    that file meanwhile belongs to any other process of the same account.
    """
    if not sys.platform.startswith("linux"):
        return
    end = time.monotonic() + LEFTOVER_SECONDS
    while any(_processes_in(data)):
        if time.monotonic() > end:
            raise DatabaseNotStarted(
                f"前に動いていた PostgreSQL が {data} をまだ使っています。データはそのままです。"
                "しばらく待ってから、もう一度起動してください。"
            )
        time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _processes_in(data: Path) -> Iterator[int]:
    """Every process of a PostgreSQL server works in its data folder."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (entry / "cwd").readlink() == data:
                yield int(entry.name)
        except OSError:  # ended meanwhile, or another account's
            continue
