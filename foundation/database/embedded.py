"""A PostgreSQL of our own for a machine that has none: started, watched and stopped with this process."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.database.embedded_archive import archiving
from foundation.database.embedded_binaries import Binaries, choose_binaries
from foundation.database.embedded_cluster import check_version, make_data
from foundation.database.embedded_databases import (
    bootstrap,
    create_database,
    drop_database,
    ensure_product_database,
)
from foundation.database.embedded_errors import DatabaseNotStarted
from foundation.database.embedded_folder import Account, Folder
from foundation.database.embedded_server import FAST_FOR_TESTS, SETTINGS, Address, Server

__all__ = [
    "Address",
    "Binaries",
    "DatabaseNotStarted",
    "Server",
    "attach",
    "bootstrap",
    "choose_binaries",
    "create_database",
    "drop_database",
    "start",
    "temporary",
]

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, by tempfile
ROOM_BYTES = 4 * 1024**3


def start(home: Path, *, binaries: Binaries | None = None, fast_for_tests: bool = False) -> Server:
    """Starts the server of the data folder `home`, making both on first use, with roles and database.

    `fast_for_tests` gives up safety at power loss: for throw-away servers only.

    Raises:
        DatabaseNotStarted: another process holds the folder, another major version wrote it, or PostgreSQL
            did not come up; the message is for the person who started it.
    """
    try:
        server = _launch(home, binaries=binaries, fast_for_tests=fast_for_tests)
    except OSError as error:
        raise DatabaseNotStarted(
            f"データの置き場所 {home} を使えません（{error}）。データはそのままです。"
            "持ち主と権限、ディスクの空きを確かめるか、DXPOOL_HOME に別の場所を指定してください。"
        ) from error
    try:
        ensure_product_database(server)
    except BaseException:
        server.stop()
        raise
    return server


def _launch(home: Path, *, binaries: Binaries | None, fast_for_tests: bool) -> Server:
    account = Account.for_server()
    folder = Folder.make(home, account)
    lock = folder.lock()
    try:
        copied = (binaries or choose_binaries()).copied_to(folder.binaries)
        make_data(folder.data, binaries=copied, account=account, sync=not fast_for_tests)
        check_version(folder, binaries=copied)
        settings = SETTINGS | archiving(folder.root) | (FAST_FOR_TESTS if fast_for_tests else {})
        server = Server(folder, binaries=copied, account=account, settings=settings, lock=lock)
        server.launch()
    except BaseException:
        lock.close()
        raise
    return server


def attach(home: Path) -> Address | None:
    """The server that another process runs for `home`, or None if none answers."""
    address = Address(Folder.find(home).socket())
    return address if address.answers() else None


@contextmanager
def temporary(*, binaries: Binaries | None = None, in_memory: bool = True) -> Iterator[Server]:
    """A throw-away server without crash safety; its files go with it. What may fill the memory belongs on the disk."""
    folder = _quick_folder() if in_memory else None
    with tempfile.TemporaryDirectory(prefix="dxpool-", dir=folder, ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o711)  # the server may run as another account
        with start(Path(home), binaries=binaries, fast_for_tests=True) as server:
            yield server


def _quick_folder() -> Path | None:
    """Memory, if there is plenty and programs may run in it: a database is copied there in a sixth of the time."""
    if not IN_MEMORY.is_dir():
        return None
    found = os.statvfs(IN_MEMORY)
    roomy = found.f_bavail * found.f_frsize >= ROOM_BYTES
    return IN_MEMORY if roomy and not found.f_flag & os.ST_NOEXEC and os.access(IN_MEMORY, os.W_OK) else None
