"""Hostile HTML, SVG and CSS on its way to a PDF: no socket, no file of this machine; the control opens both."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.auth.webhooks.receiver import receiver
from tests.house.repository import ROOT

pytestmark = pytest.mark.prove


def printed(how: str, net: str) -> dict[str, Any]:
    """What the watched program told."""
    command = [sys.executable, "-m", "tests.drills.printing_watched", how, net]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


def test_no_socket_and_no_file_is_opened() -> None:
    with receiver() as outside:
        ours, control = printed("ours", outside.url), printed("open", outside.url)
    files = [one for one in control["asked"] if one.startswith("open ")]
    print(f"PDF: {ours['printed']} hostile papers, asked for {len(ours['asked'])}; control: {len(control['asked'])}, "
          f"of them files {len(files)}")  # fmt: skip
    assert ours["asked"] == []
    assert files and len(control["asked"]) > len(files), "watching that sees nothing shows nothing"
