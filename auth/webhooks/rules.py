"""Of what an outside system may be told, how a delivery is signed, which addresses are never asked.

Signing follows Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body, with the bytes that the secret
names in base64 after its prefix.
"""

import hashlib
import hmac
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

KINDS: Final = {
    "need": "相談・要望",
    "proposal": "提案",
    "appointment": "任用",
    "assignment": "配属",
    "agreement": "協定",
    "document": "書類",
    "posting": "募集",
    "application": "応募",
    "registration": "アクセラレータの登録",
    "enrolment": "研修の受講",
    "support_record": "支援の記録",
    "member": "人材の登録",
}
"""Nouns of the journal that a body may have itself told of, and what people call them."""
TRIES: Final = 8
"""With the worker's pauses about three hours; then it waits for somebody to press the button."""
KEPT: Final = timedelta(days=30)
SHOWN: Final = 50
SECRET_PREFIX: Final = "whsec_"  # noqa: S105  marks a secret, is none
URL_SAFE: Final = str.maketrans("+/", "-_", "=")
"""Secrets given out before this followed the standard are written in the other alphabet of base64."""
GIVEN_OUT: Final = ip_network("2000::/3")
"""What of IPv6 is given out to the open internet (RFC 4291); translated and site-local addresses lie outside."""
SPECIAL: Final = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"))
"""Set aside for protocols (RFC 6890, RFC 7526); clouds answer their machines' own questions there."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})

Address = IPv4Address | IPv6Address


def is_target(url: str, *, to_this_machine: bool) -> bool:
    """Whether a webhook may lead there by its looks: https, a name, no user. `to_this_machine`: http, in tests."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.fragment or not url.isascii() or port == 0:
        return False
    if to_this_machine and parts.hostname in LOOPBACK:
        return parts.scheme == "http"
    return parts.scheme == "https"


def safe_address(found: Iterable[str], *, to_this_machine: bool) -> str | None:
    """The address to connect to among those a name leads to; None where any of them is not on the open internet.

    One bad address among good ones refuses all: the next look-up might choose it.
    """
    addresses = [ip_address(one) for one in found]
    allowed = all(_is_open(one) or (to_this_machine and one.is_loopback) for one in addresses)
    return str(addresses[0]) if addresses and allowed else None


def signature(secret: str, *, id: str, timestamp: int, body: bytes) -> str:
    """What proves to the receiver that we sent it, just then."""
    key = urlsafe_b64decode(secret.removeprefix(SECRET_PREFIX).translate(URL_SAFE) + "==")
    signed = f"{id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _is_open(address: Address) -> bool:
    carried = getattr(address, "sixtofour", None)
    if address.is_multicast or any(address in network for network in SPECIAL):
        return False
    if address.version == 6 and address not in GIVEN_OUT:
        return False
    return address.is_global and (carried is None or _is_open(carried))
