"""Waiting for a paper that the worker prints, and looking at it."""

import subprocess
import time
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import APIRequestContext

PATIENCE: Final = 180.0
"""Seconds; on a first start the papers of the whole demo are printed before."""


def printed(request: APIRequestContext, address: str, *, subject: str, state: str) -> dict[str, Any]:
    """The paper of a thing once it stands in the register as `draft` (案) or `issued` (numbered)."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for number in (1, 2, 3):
            page = request.get(f"{address}/api/v1/documents?number={number}").json()
            for row in page["documents"]:
                if (row["subject"], row["state"]) == (subject, state):
                    found: dict[str, Any] = row
                    return found
        time.sleep(0.5)
    raise AssertionError(f"no {state} paper of {subject} after {PATIENCE:.0f} seconds")


def picture_of(request: APIRequestContext, address: str, *, paper: str, picture: Path) -> None:
    """The first page of a paper's PDF as a picture."""
    answer = request.get(f"{address}/documents/{paper}/pdf")
    assert answer.ok and answer.body().startswith(b"%PDF"), answer.status
    subprocess.run(
        ["pdftoppm", "-r", "90", "-png", "-singlefile", "-", str(picture.with_suffix(""))],
        input=answer.body(),
        check=True,
    )
