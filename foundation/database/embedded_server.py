"""The running server: launched as a child that ends with this process, asked for signs of life, stopped."""

import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from foundation.database.embedded_binaries import Binaries
from foundation.database.embedded_cluster import ENVIRONMENT, SUPERUSER, free_of_leftovers
from foundation.database.embedded_databases import DATABASE
from foundation.database.embedded_errors import DatabaseNotStarted
from foundation.database.embedded_folder import Account, Folder
from foundation.processes.parentage import ending_with_parent

READY_SECONDS = 300.0  # recovery after a crash replays what was written since the last checkpoint
STOP_SECONDS = 30.0

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",  # not in the wheel; off everywhere, so that plans cost the same
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # statements and the details of violations carry personal data
    "log_error_verbosity": "terse",
}
FAST_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "archive_mode": "off",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_wal_size": "256MB",
    "max_connections": "200",  # a hundred writers at once, each on a connection of its own
}


class Address:
    """Where an embedded server answers: a Unix socket that only its account and root may open."""

    def __init__(self, socket_folder: Path) -> None:
        self.socket_folder = socket_folder

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """A connection string that asyncpg and psycopg both accept."""
        return f"postgresql://{role}@/{quote(database)}?host={quote(str(self.socket_folder))}&port=5432"

    def answers(self) -> bool:
        """Whether a connection succeeds now."""
        try:
            psycopg.connect(self.dsn(SUPERUSER, "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class Server(Address):
    """A running server that this process owns; it ends when this process does, however that happens."""

    def __init__(
        self,
        folder: Folder,
        *,
        binaries: Binaries,
        account: Account,
        settings: dict[str, str],
        lock: IO[bytes],
    ) -> None:
        super().__init__(folder.socket())
        self.folder = folder
        self.binaries = binaries
        self._account = account
        self._settings = settings | {"unix_socket_directories": f'"{self.socket_folder}"'}
        self._lock = lock
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process number of PostgreSQL's first process, or None if it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def launch(self) -> None:
        """Starts PostgreSQL unless it runs, and returns when it answers. Also after it was killed.

        Only in the main thread: Linux takes the end of the *thread* that started a child for its parent's.
        """
        if self.pid is not None:
            return
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("the embedded server has to be launched in the main thread")
        self._account.private_folder(self.folder.data)
        free_of_leftovers(self.folder.data)
        self._account.private_folder(self.socket_folder)
        if self.folder.log.exists():
            self.folder.log.replace(self.folder.log.with_suffix(".log.1"))
        self._process = self._spawn()
        try:
            self._wait_until_ready()
        except BaseException:
            self.end()
            raise

    def _spawn(self) -> subprocess.Popen[bytes]:
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        self.folder.log.touch(mode=0o600)
        with self.folder.log.open("wb") as log:
            return subprocess.Popen(
                [self.binaries.bin / "postgres", "-D", self.folder.data, *options],
                cwd=self.folder.data,
                env=ENVIRONMENT,
                umask=0o077,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone: the web process finishes its work first
                preexec_fn=ending_with_parent(),
                **self._account.spawn(),
            )

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while not self.answers():
            if self.pid is None or time.monotonic() > end:
                last_words = "\n".join(self.folder.log.read_text(errors="replace").splitlines()[-10:])
                raise DatabaseNotStarted(
                    f"PostgreSQL を起動できませんでした。データはそのままです。"
                    f"{self.folder.log} に理由が書かれています。\n{last_words}"
                )
            time.sleep(0.02)

    def end(self) -> None:
        """Ends all sessions, writes everything down and stops the server; the folder stays held."""
        if self._process is None:
            return
        for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.pid is None:
                break
            self._process.send_signal(request)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    def stop(self) -> None:
        """Ends all sessions, writes everything down, stops the server and frees the data folder."""
        self.end()
        if self.socket_folder.parent != self.folder.root:
            shutil.rmtree(self.socket_folder, ignore_errors=True)
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
