"""Real public files, read where they are at hand and never copied into the repository."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

BESIDE_THE_REPOSITORY = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def real_file() -> Callable[[str], bytes]:
    """Content of a real file by name; skips the test with one printed line where the folder is absent."""
    folder = Path(os.environ.get("DXPOOL_REAL_DATA", BESIDE_THE_REPOSITORY))

    def content(name: str) -> bytes:
        path = folder / name
        if not path.is_file():
            pytest.skip(f"real data not at hand: {name} (set DXPOOL_REAL_DATA)")
        return path.read_bytes()

    return content
