"""The product as a newcomer starts it: one command, an empty data folder, a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 600.0
"""Seconds until it has to be ready, on a machine that does other things too."""


@contextmanager
def running_product(home: Path) -> Iterator[str]:
    """The address of the product, served with its worker and its demo world until the block ends."""
    port = free_port()
    settings = {"DXPOOL_HOME": str(home), "PORT": str(port), "DXPOOL_PLAIN_HTTP_PROVIDERS": "1"}
    unset = ("DATABASE_URL", "DXPOOL_DEMO")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | settings
    with (home / "serve.log").open("w") as log:
        serve = subprocess.Popen([sys.executable, "-m", "cli", "serve"], cwd=ROOT, env=environment, stdout=log,
                                 stderr=subprocess.STDOUT)  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(address, serve, home / "serve.log")
            yield address
        finally:
            serve.terminate()
            serve.wait(timeout=60)


def _wait_until_ready(address: str, serve: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert serve.poll() is None, log.read_text()
        try:
            if httpx.get(f"{address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"not ready after {PATIENCE:.0f} seconds: {log.read_text()}")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
