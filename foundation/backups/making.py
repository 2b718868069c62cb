"""Making a copy: a dump of one moment with the marks of that same moment; for the embedded server its files too."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from foundation.backups.copies import BASE, DUMP, Manifest, new_folder, prune, read_manifest, sha256, write_manifest
from foundation.backups.fingerprint import fingerprint
from foundation.backups.programs import run
from foundation.database.embedded_archive import keep_archive, prune_archive
from foundation.database.embedded_cluster import SUPERUSER
from foundation.database.embedded_folder import Folder
from foundation.database.place import DsnFor

Made = tuple[Path, Manifest]


def back_up(dsn_for: DsnFor, *, root: Path, embedded: Folder | None, keep: int) -> Made:
    """Make a copy in a new folder below `root`, and remove the oldest beyond `keep`.

    With an embedded server the write-ahead log is kept from the first copy on, so that every second since can be
    restored. Raises `CopyUnfit`.
    """
    folder = new_folder(root)
    base = _base(folder, embedded, dsn_for(SUPERUSER)) if embedded else {}
    manifest = _dump(folder, dsn_for("backup"), base)
    write_manifest(folder, manifest)
    staying = prune(root, keep=keep)
    if embedded:
        prune_archive(embedded, oldest=read_manifest(staying[0]).first_wal)
    return folder, manifest


def _dump(folder: Path, dsn: str, base: dict[str, Any]) -> Manifest:
    with psycopg.connect(dsn) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        at, snapshot = connection.execute("select now(), pg_export_snapshot()").fetchone() or (None, "")
        assert isinstance(at, datetime)
        marks = fingerprint(connection)
        run("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--file", folder / DUMP, dsn=dsn)
        server = str(connection.info.server_version)
    files = {name: sha256(folder / name) for name in (DUMP, BASE) if (folder / name).exists()}
    return Manifest(at.astimezone(UTC), server, marks, files, **base)


def _base(folder: Path, embedded: Folder, dsn: str) -> dict[str, Any]:
    keep_archive(embedded)
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute("select pg_walfile_name(pg_switch_wal())").fetchone()
        assert row is not None
        run("pg_basebackup", "--pgdata=-", "--format=tar", "--gzip", "--wal-method=fetch", "--checkpoint=fast",
            dsn=dsn, into=folder / BASE)  # fmt: skip
        connection.execute("select pg_switch_wal()")
    return {"base_ended": datetime.now(UTC), "first_wal": row[0]}
