"""Secrets that an installation makes for itself and keeps beside its data."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_secret(home: Path, name: str = "secret") -> str:
    """64 hexadecimal digits, made once, readable by the owner only; never seen half written."""
    place = home / name
    home.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        with NamedTemporaryFile("w", dir=home, prefix=f"{name}-") as draft:
            draft.write(secrets.token_hex(32))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, place)
    return place.read_text()
