"""How long a session lives, how many tries are allowed, where a sign-in may lead."""

import re
from datetime import timedelta
from typing import Final

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(seconds=60)
"""`seen_at` is written at most this often, so that reading pages does not write rows."""

TRIES: Final = 10
TRIES_OF_ADDRESS: Final = 100
"""More than of an account: a whole town hall may come from one address."""
TRIES_WITHIN: Final = timedelta(minutes=15)
REFUSALS_NOTED: Final = 1_000
"""Within the same time, about one provider or about passkeys."""
FRESH_FOR: Final = timedelta(minutes=15)
"""So long after proving oneself one may export, change roles and give access."""

PROVEN_OTHERWISE: Final = re.compile(r"/sign-in/providers/[0-9a-f-]{36}/logout|/api/v1/oauth/token")
"""Doors where a signature or a secret in the request itself is the proof. No cookie counts there."""

COOKIE: Final = "session"
HOST_COOKIE: Final = "__Host-session"
"""Over https the cookie is bound to the host by its name (RFC 6265bis)."""


def cookie_name(*, secure: bool) -> str:
    """The session cookie's name."""
    return HOST_COOKIE if secure else COOKIE


def safe_next(path: str) -> str:
    """A path of this site to go on to after signing in; anything else leads home."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if plain and path.isprintable() else "/"
