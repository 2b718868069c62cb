"""Access tokens: JSON Web Tokens of ten minutes (RFC 9068), signed with a key whose public half is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet
from msgspec import DecodeError
from msgspec.json import decode, encode

from auth.clients.rules import TOKEN_LASTS
from foundation.errors import BadToken

ALGORITHM: Final = "ES256"
TYPE: Final = "at+jwt"
WORTHLESS: Final = "アクセストークンが使えません。新しいトークンを取り直して、もう一度送ってください。"


@dataclass(frozen=True, slots=True)
class Issuer:
    """This installation as tokens name it: its address, and the API below it that they are for."""

    url: str

    @property
    def audience(self) -> str:
        """Whom a token is for."""
        return f"{self.url}/api/v1"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls, with which scopes at most."""

    client: UUID
    scopes: frozenset[str]


def new_key() -> tuple[str, str, bytes]:
    """Id, public half as JSON, private half as JSON bytes."""
    key = ECKey.generate_key("P-256")
    id = key.thumbprint()
    named = {"kid": id, "use": "sig", "alg": ALGORITHM}
    return id, encode(key.as_dict(private=False) | named).decode(), encode(key.as_dict(private=True) | named)


def access_token(*, private: bytes, client: UUID, scope: str, issuer: Issuer, now: datetime) -> str:
    """A token for the client. `private` is the key's private half as JSON."""
    key = ECKey.import_key(decode(private))
    claims = {
        "iss": issuer.url, "aud": issuer.audience, "sub": str(client), "client_id": str(client), "scope": scope,
        "iat": int(now.timestamp()), "exp": int((now + TOKEN_LASTS).timestamp()), "jti": uuid4().hex,
    }  # fmt: skip
    return jwt.encode({"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}, claims, key, algorithms=[ALGORITHM])


def believed(token: str, *, public: Iterable[str], issuer: Issuer, now: datetime) -> Bearer:
    """Who calls with this token. `public` are the published keys as JSON. Raises `BadToken`."""
    try:
        keys = KeySet([key for text in public if (key := _readable(text)) is not None])
        read = jwt.decode(token, keys, algorithms=[ALGORITHM])
        claims: Mapping[str, Any] = read.claims
        right = (read.header.get("typ"), claims["iss"], claims["aud"]) == (TYPE, issuer.url, issuer.audience)
        if not right or not claims["iat"] <= now.timestamp() < claims["exp"]:
            raise BadToken(WORTHLESS)
        return Bearer(UUID(claims["sub"]), frozenset(str(claims["scope"]).split()))
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadToken(WORTHLESS) from error


def _readable(text: str) -> ECKey | None:
    try:
        return ECKey.import_key(decode(text))
    except (JoseError, ValueError, TypeError, DecodeError):
        return None
