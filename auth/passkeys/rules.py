"""To which address passkeys belong, how many there may be, how long an answer may take."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

MOST: Final = 20
"""Passkeys of one account."""
LASTS: Final = timedelta(minutes=5)
"""How long somebody may take to touch their key."""
LONGEST_ANSWER: Final = 20_000
"""Characters. A browser's answer has about a thousand; a security key with a chain of certificates has some more."""
LONGEST_NAME: Final = 60
COPIED: Final = "copied_passkey"
"""The doubt of which the body is told: a counter that stood still or went back."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom passkeys are for (the relying party of WebAuthn): a domain, and the one origin that answers come from."""

    id: str
    origin: str


class Doubted(Exception):
    """What a browser brought is not believed; `reason` is one word for the journal.

    `account` is whose passkey it was, where that is known.
    """

    def __init__(self, reason: str, *, account: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason, self.account = reason, account


def party_at(address: str) -> Party | None:
    """Whom passkeys are for in an installation that people reach at `address`; None where browsers allow none.

    Browsers want a name, no number, and https (Web Authentication Level 2, sections 5.1.3 and 13.4.9). This machine
    itself is the exception: whatever number it has, it is known as localhost.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    if host == "localhost" or _is_loopback(host):
        return Party("localhost", f"{parts.scheme}://localhost{port}")
    if parts.scheme != "https" or not host or _is_number(host):
        return None
    return Party(host, f"https://{host}{port}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_number(host) and ip_address(host).is_loopback
