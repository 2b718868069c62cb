"""A sign-in on its way to a provider and back, carried by the browser that began it: encrypted, for one use."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from auth.providers.rules import Disbelieved
from foundation.vault.box import VAULT, NotOurs

LASTS: Final = timedelta(minutes=10)
PURPOSE: Final = "openid attempt"
Aim = Literal["sign_in", "again", "invitation"]


class Attempt(msgspec.Struct, frozen=True):
    """What has to come back as it went out. `account` is who proves themselves again; `invitation` what is accepted."""

    provider: UUID
    state: str
    nonce: str
    verifier: str
    following: str
    aim: Aim
    at: datetime
    account: UUID | None = None
    invitation: str = ""

    @property
    def challenge(self) -> str:
        """The verifier's hash, which alone goes out (PKCE S256, RFC 7636)."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


def new_attempt(
    *, provider: UUID, following: str, aim: Aim, at: datetime, account: UUID | None = None, invitation: str = ""
) -> Attempt:
    """An attempt with secrets of its own."""
    return Attempt(
        provider=provider, state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48), following=following, aim=aim, at=at, account=account,
        invitation=invitation,
    )  # fmt: skip


def sealed(attempt: Attempt) -> str:
    """The attempt as a cookie carries it."""
    return urlsafe_b64encode(VAULT.keep(msgspec.json.encode(attempt), purpose=PURPOSE)).decode()


def opened(cookie: str | None, *, now: datetime) -> Attempt:
    """The attempt again. Raises `Disbelieved` where there is none, where it is another's, or too old."""
    if not cookie:
        raise Disbelieved("state_missing")
    try:
        kept = VAULT.read(urlsafe_b64decode(cookie.encode()), purpose=PURPOSE)
        attempt = msgspec.json.decode(kept, type=Attempt)
    except (NotOurs, msgspec.DecodeError, ValueError) as error:
        raise Disbelieved("state_foreign") from error
    if now - attempt.at > LASTS:
        raise Disbelieved("state_old")
    return attempt
