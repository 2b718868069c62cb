"""Two embedded servers on this machine: a primary and a standby that follows it, synchronously or not."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psycopg

from foundation.database.embedded import choose_binaries, start
from foundation.database.embedded_cluster import ENVIRONMENT, SUPERUSER
from foundation.database.embedded_folder import Account, Folder
from foundation.database.embedded_server import SETTINGS, Server

SYNCHRONOUS = {"synchronous_standby_names": "*", "synchronous_commit": "on"}
ASYNCHRONOUS = {"synchronous_standby_names": "", "synchronous_commit": "on"}
PROMOTE = "select case when pg_is_in_recovery() then pg_promote(wait => true, wait_seconds => 60) end"
ANSWERS_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Pair:
    """The two servers, both running."""

    primary: Server
    standby: Server

    def receiver(self) -> int:
        """The process of the standby that takes what the primary sends."""
        return int(self._asked(self.standby, "select pid from pg_stat_wal_receiver"))

    def promote(self) -> None:
        """The standby becomes a primary. One whose receiver was killed starts anew first: it is asked again."""
        last = time.monotonic() + ANSWERS_WITHIN
        while True:
            try:
                self._asked(self.standby, PROMOTE)
                return
            except psycopg.OperationalError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.1)

    def _asked(self, server: Server, statement: str) -> str:
        with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
            return str(row[0]) if row else ""


@contextmanager
def pair(root: Path, replication: dict[str, str]) -> Iterator[Pair]:
    """A primary with the product's database (empty), and its standby, caught up."""
    homes = [root / "primary", root / "standby"]
    for home in homes:
        home.mkdir(mode=0o711)
    with start(homes[0]):
        pass
    account, folders = Account.for_server(), [Folder.make(home, Account.for_server()) for home in homes]
    binaries = [choose_binaries().copied_to(folder.binaries) for folder in folders]
    servers = [
        Server(folder, binaries=binary, account=account, settings=SETTINGS | more, lock=folder.lock())
        for folder, binary, more in zip(folders, binaries, (replication, ASYNCHRONOUS), strict=True)
    ]
    primary, standby = servers
    try:
        alone = Server(folders[0], binaries=binaries[0], account=account, settings=SETTINGS, lock=BytesIO())
        alone.launch()
        account.private_folder(folders[1].data)
        copy: list[str | Path] = [
                binaries[1].bin / "pg_basebackup", "--host", alone.socket_folder, "--username", SUPERUSER,
                "--pgdata", folders[1].data, "--write-recovery-conf", "--checkpoint=fast"]  # fmt: skip
        subprocess.run(copy, check=True, env=ENVIRONMENT, umask=0o077, cwd=folders[1].root, capture_output=True,
                       **account.spawn())  # fmt: skip
        alone.end()
        primary.launch()
        standby.launch()
        yield Pair(primary, standby)
    finally:
        for server in servers:
            server.stop()
