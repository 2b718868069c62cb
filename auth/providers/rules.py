"""What a provider is allowed to be, and what an answer has to say to be believed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

LEEWAY: Final = timedelta(seconds=120)
"""How far the provider's clock may be from ours."""
ISSUED_WITHIN: Final = timedelta(minutes=5)
"""A token of the code flow is made for this very sign-in."""
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class TokenAuth(StrEnum):
    """How we prove ourselves at the token endpoint (OpenID Connect Core, section 9)."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    PRIVATE_KEY = "private_key_jwt"


class Algorithm(StrEnum):
    """The signatures a provider may be allowed; `none` and the symmetric ones are not among them."""

    RS256 = "RS256"
    PS256 = "PS256"
    ES256 = "ES256"
    ES384 = "ES384"
    EDDSA = "EdDSA"


class ClaimsFrom(StrEnum):
    """Where a provider tells about the person beyond their subject."""

    ID_TOKEN = "id_token"  # noqa: S105  the name of a thing, no secret
    USERINFO = "userinfo"


class Disbelieved(Exception):
    """An answer that is not believed. `reason` is one word for the journal; it holds nothing that came from outside."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnknownKey(Disbelieved):
    """The token names a key that is not among those known: perhaps a new one."""

    def __init__(self) -> None:
        super().__init__("unknown_kid")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an ID token has to say. `acr` empty: any; `authenticated_within` None: whenever that was.

    `access_token` is what came beside it, for `at_hash`. `nonce` None: a token that came without a browser.
    """

    issuer: str
    client_id: str
    algorithms: frozenset[str]
    nonce: str | None
    acr: frozenset[str] = frozenset()
    authenticated_within: timedelta | None = None
    access_token: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """With what a provider can be asked again about somebody; each "" where it gave none. Never to be shown."""

    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)

    def may_ask(self, claims_from: str) -> bool:
        """Whether this is enough: a refresh token, or where userinfo tells of the person, an access token."""
        return bool(self.refresh_token or (claims_from == ClaimsFrom.USERINFO and self.access_token))


@dataclass(frozen=True, slots=True)
class Proven:
    """Who the provider says it is. `at` is when the person proved themselves there, where it says so."""

    subject: str
    at: datetime | None
    session: str | None
    groups: tuple[str, ...]
    standing: Standing = Standing()


def is_issuer(address: str, *, plain_http: bool) -> bool:
    """Whether this may be an issuer: https without query or fragment; http on this very machine where allowed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        return False
    if not address.isascii() or not address.isprintable() or " " in address:
        return False
    return parts.scheme == "https" or (plain_http and parts.scheme == "http" and parts.hostname in LOOPBACK)


def roles_of_groups(groups: Sequence[str], mapping: Sequence[str]) -> frozenset[str]:
    """The roles that groups stand for. `mapping` are lines `group=role`, as an administrator wrote them."""
    pairs = (line.rpartition("=") for line in mapping)
    return frozenset(role.strip() for group, _, role in pairs if group.strip() in groups)
