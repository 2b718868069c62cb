"""The product in a data folder of its own, started by its own command, and its processes one by one."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from foundation.database.embedded import attach
from tests.house.repository import ROOT

READY_SECONDS = 120
MARKS = {"web": "granian", "worker": "cli worker", "database": "postgres -D"}
"""How each process is known by its command line."""


@dataclass(frozen=True, slots=True)
class Product:
    """A running installation."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def dsn(self, role: str) -> str:
        """The embedded database as `role`."""
        server = attach(self.home)
        assert server is not None, "the embedded database does not answer"
        return server.dsn(role)

    def wait_until_ready(self) -> float:
        """Seconds until `/readyz` says 200."""
        begun = time.monotonic()
        while time.monotonic() - begun < READY_SECONDS:
            assert self.process.poll() is None, "the product ended by itself"
            try:
                if httpx.get(f"{self.address}/readyz", timeout=2).status_code == 200:
                    return time.monotonic() - begun
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"not ready after {READY_SECONDS} s")

    def mistakes(self) -> Counter[str]:
        """What was answered with 500, by the kind of error."""
        events = [event["event"] for event in self.events() if str(event["event"]).startswith("unhandled ")]
        return Counter(event.splitlines()[0] for event in events)

    def events(self) -> list[dict[str, Any]]:
        """The log's events; what stands in it before the logging begins is left out."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]

    def kill(self, what: str) -> int:
        """SIGKILL to the process; returns its number."""
        pid = next(pid for pid, command in _below(self.process.pid) if MARKS[what] in command)
        os.kill(pid, signal.SIGKILL)
        return pid


@contextmanager
def started(folder: Path | None = None) -> Iterator[Product]:
    """`dxpool serve` over an empty data folder, below `folder` if one is given; all it started is gone afterwards.

    What it logs is kept apart: a disk that is full cuts the last line short.
    """
    with (
        tempfile.TemporaryDirectory(prefix="dxpool-drill-", dir=folder, ignore_cleanup_errors=True) as home,
        tempfile.NamedTemporaryFile(prefix="dxpool-drill-", suffix=".log") as log,
    ):
        Path(home).chmod(0o711)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
        environment |= {"DXPOOL_HOME": home, "PORT": str(port), "DXPOOL_DEMO": "0"}
        process = subprocess.Popen([sys.executable, "-m", "cli", "serve", "--no-demo"], cwd=ROOT, env=environment,
                                   stdout=log, stderr=log)  # fmt: skip
        product = Product(Path(home), port, process, Path(log.name))
        try:
            product.wait_until_ready()
            yield product
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    left = [process.pid, *(pid for pid, _ in _below(process.pid))]
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        for pid in left:
            if _parent(pid) is not None:
                os.kill(pid, signal.SIGKILL)


def _below(pid: int) -> list[tuple[int, str]]:
    """Every process that this one started, at any depth, parents first."""
    known = {int(entry.name): _parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found, level = [], [pid]
    while level:
        level = [child for child, parent in known.items() if parent in level]
        found += [(child, _command(child)) for child in level]
    return found


def _parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
