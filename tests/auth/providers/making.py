"""ID tokens as a provider would make them, and as one would that means ill."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any, Final

from joserfc import jws
from joserfc.jwk import ECKey, Key, KeySet, RSAKey
from msgspec.json import encode

NOW: Final = datetime(2026, 11, 20, 3, tzinfo=UTC)
ISSUER: Final = "https://id.example.jp/realms/kakuu/"
CLIENT: Final = "dxpool"
NONCE: Final = "nonce-of-this-browser"
RSA: Final = RSAKey.generate_key(2048, {"kid": "rsa-1"})
EC: Final = ECKey.generate_key("P-256", {"kid": "ec-1"})
FOREIGN: Final = RSAKey.generate_key(2048, {"kid": "rsa-1"})
KEYS: Final = KeySet([RSA, EC])


def claims(now: datetime = NOW, **other: Any) -> dict[str, Any]:
    """Claims to be believed; a value None leaves the claim out."""
    moment = int(now.timestamp())
    told = {"iss": ISSUER, "aud": CLIENT, "sub": "person-1", "nonce": NONCE, "iat": moment, "exp": moment + 300}
    return {name: value for name, value in (told | other).items() if value is not None}


def signed(payload: Any, *, key: Key = RSA, alg: str = "RS256", **header: Any) -> str:
    """A compact token; a header value None leaves the member out."""
    head = {"alg": alg, "kid": key.kid, "typ": "JWT"} | header
    members = {name: value for name, value in head.items() if value is not None}
    return jws.serialize_compact(members, encode(payload), key, algorithms=[alg], registry=LENIENT)


def unsigned(payload: Any, **header: Any) -> str:
    """A token with algorithm none, or with whatever the header says and no signature."""
    parts = [encode({"alg": "none"} | header), encode(payload)]
    return ".".join([*(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), ""])


class _Lenient(jws.JWSRegistry):
    """Lets a test write any header that a provider might."""

    def check_header(self, header: dict[str, Any]) -> None:
        """Nothing is checked."""


LENIENT: Final = _Lenient(algorithms=["RS256", "PS256", "ES256"])
