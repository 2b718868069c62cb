"""Bringing a copy back: into a throw-away server to see that it is whole, or in place of the embedded server's data."""

import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg

from foundation.backups.copies import BASE, DUMP, FORM, CopyUnfit, backups_of, copies_in, read_manifest
from foundation.backups.fingerprint import fingerprint, unequal
from foundation.backups.programs import run
from foundation.database.embedded import attach, choose_binaries, create_database, temporary
from foundation.database.embedded_archive import archiving, fetching
from foundation.database.embedded_cluster import SUPERUSER, check_version
from foundation.database.embedded_errors import DatabaseNotStarted
from foundation.database.embedded_folder import Account, Folder
from foundation.database.embedded_server import SETTINGS, Server

NAME: Final = "restored"
RECOVERY_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Restored:
    """`data` is as it was at `at` (None: as late as possible); the files before it are kept in `before`."""

    copy: Path
    at: datetime | None
    before: Path


def verify_copy(folder: Path) -> tuple[int, list[str]]:
    """Restore the dump into a throw-away server: rows found, and the tables that are not as in the manifest."""
    manifest = read_manifest(folder)
    with temporary() as server:
        create_database(server, NAME)
        run("pg_restore", "--exit-on-error", "--single-transaction", "--dbname", NAME, folder / DUMP,
            dsn=server.dsn(SUPERUSER, NAME))  # fmt: skip
        with psycopg.connect(server.dsn(SUPERUSER, NAME)) as connection:
            found = fingerprint(connection)
    return sum(mark.rows for mark in found.values()), unequal(found, manifest.tables)


def restore_embedded(home: Path, *, at: datetime | None, copy: Path | None = None) -> Restored:
    """Put the embedded server's data back to how they were at `at`, from the newest copy before it and the log since.

    Raises `CopyUnfit` where the product still runs, no copy is old enough, or the log does not reach so far; then the
    data are as they were.
    """
    if attach(home) is not None:
        raise CopyUnfit("dxpool が動いています。止めてから、もう一度実行してください。何も変えていません。")
    copy = copy or _newest_before(home, at)
    read_manifest(copy)
    account = Account.for_server()
    folder = Folder.make(home, account)
    before = folder.data.with_name(f"data.before-{datetime.now(UTC).strftime(FORM)}")
    settings = SETTINGS | archiving(folder.root) | fetching(folder.root, before) | _target(at)
    with folder.lock() as lock:
        binaries = choose_binaries().copied_to(folder.binaries)
        unpacked = _unpacked(copy / BASE, folder, account)
        with _in_place_of(folder.data, unpacked, before):
            _recover(Server(folder, binaries=binaries, account=account, lock=lock, settings=settings), folder)
    return Restored(copy, at, before)


def _newest_before(home: Path, at: datetime | None) -> Path:
    fit = [folder for folder, manifest in copies_in(backups_of(home))
           if manifest.base_ended and (at is None or manifest.base_ended <= at)]  # fmt: skip
    if not fit:
        raise CopyUnfit("その時刻より前のバックアップがありません。dxpool backup の一覧を確かめてください。")
    return fit[-1]


def _unpacked(base: Path, folder: Folder, account: Account) -> Path:
    if not base.exists():
        raise CopyUnfit(f"{base} がありません。内蔵のデータベースのバックアップを指定してください。")
    place = folder.data.with_name("data.restoring")
    shutil.rmtree(place, ignore_errors=True)
    account.private_folder(place)
    with tarfile.open(base) as packed:
        packed.extractall(place, filter="data")
    (place / "recovery.signal").touch()
    for path in (place, *place.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if account.is_other:
            shutil.chown(path, account.uid, account.gid)
    return place


@contextmanager
def _in_place_of(data: Path, unpacked: Path, before: Path) -> Iterator[None]:
    """Exchange the folders; where what follows fails the former one comes back."""
    if data.exists():
        data.rename(before)
    unpacked.rename(data)
    try:
        yield
    except BaseException:
        shutil.rmtree(data)
        if before.exists():
            before.rename(data)
        raise


def _target(at: datetime | None) -> dict[str, str]:
    if at is None:
        return {"recovery_target_action": "promote"}
    return {"recovery_target_time": at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00"),
            "recovery_target_action": "promote"}  # fmt: skip


def _recover(server: Server, folder: Folder) -> None:
    """Start it, wait until it takes writes again, stop it."""
    check_version(folder, binaries=server.binaries)
    end = time.monotonic() + RECOVERY_SECONDS
    try:
        server.launch()
        while _in_recovery(server):
            if server.pid is None or time.monotonic() > end:
                raise CopyUnfit(f"その時刻まで戻せませんでした。データはそのままです。理由は {folder.log} にあります。")
            time.sleep(0.1)
    except DatabaseNotStarted as error:
        raise CopyUnfit(
            "その時刻まで戻せませんでした。データはそのままです。その時刻よりあとの記録がないときは、--at を省きます。"
        ) from error
    finally:
        server.end()


def _in_recovery(server: Server) -> bool:
    try:
        with psycopg.connect(server.dsn(SUPERUSER, "postgres"), connect_timeout=2) as connection:
            row = connection.execute("select pg_is_in_recovery()").fetchone()
            return row is None or bool(row[0])
    except psycopg.OperationalError:
        return True
