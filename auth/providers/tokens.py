"""Whether to believe an ID token: pure, given the keys and the time (OpenID Connect Core 1.0, section 3.1.3.7).

The signature is joserfc's; everything about the header and the claims is decided here, so that a reader sees all of it.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet
from joserfc.util import urlsafe_b64decode

from auth.providers.rules import ISSUED_WITHIN, LEEWAY, Disbelieved, Expected, UnknownKey

LONGEST: Final = 16 * 1024
LONGEST_SUBJECT: Final = 255
EMBEDDED_KEYS: Final = frozenset({"jwk", "jku", "x5u", "x5c"})
KEY_TYPES: Final = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "ES384": "EC", "EdDSA": "OKP"}
HASHES: Final = {"RS256": hashlib.sha256, "PS256": hashlib.sha256, "ES256": hashlib.sha256, "ES384": hashlib.sha384,
                 "EdDSA": hashlib.sha512}  # fmt: skip
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
Claims = Mapping[str, Any]


def believed_id_token(token: object, *, keys: KeySet, expected: Expected, now: datetime) -> Claims:
    """The claims of an ID token that is believed. Raises `UnknownKey` and other `Disbelieved`."""
    header, claims = _signed_claims(token, keys=keys, algorithms=expected.algorithms, types=("jwt",))
    _check_parties(claims, expected.issuer, expected.client_id)
    _check_times(claims, now)
    if "events" in claims:
        raise Disbelieved("logout_token")
    if expected.nonce is not None and not hmac.compare_digest(_text(claims, "nonce").encode(), expected.nonce.encode()):
        raise Disbelieved("nonce")
    if expected.acr and _text(claims, "acr") not in expected.acr:
        raise Disbelieved("acr")
    _check_authentication_time(claims, expected, now)
    _check_access_token(claims, expected.access_token, header["alg"])
    return claims


def believed_logout_token(token: object, *, keys: KeySet, expected: Expected, now: datetime) -> Claims:
    """The claims of a back-channel logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6)."""
    _, claims = _signed_claims(token, keys=keys, algorithms=expected.algorithms, types=("jwt", "logout+jwt"))
    _check_parties(claims, expected.issuer, expected.client_id, subject=False)
    _check_times(claims, now, expires="exp" in claims)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise Disbelieved("events")
    if "nonce" in claims:
        raise Disbelieved("nonce")
    _text(claims, "jti")
    named = [_text(claims, name) for name in ("sub", "sid") if claims.get(name) is not None]
    if not named:
        raise Disbelieved("sub")
    return claims


def _signed_claims(
    token: object, *, keys: KeySet, algorithms: frozenset[str], types: tuple[str, ...]
) -> tuple[dict[str, Any], Claims]:
    if not isinstance(token, str) or len(token) > LONGEST or token.count(".") != 2 or not token.isascii():
        raise Disbelieved("form")
    header = _object(token.partition(".")[0])
    _check_header(header, algorithms, types)
    try:
        signed = jws.deserialize_compact(token, _key(header, keys), algorithms=[header["alg"]])
    except (JoseError, ValueError, TypeError) as error:
        raise Disbelieved("signature") from error
    try:
        claims = json.loads(signed.payload)
    except (ValueError, RecursionError) as error:
        raise Disbelieved("form") from error
    if not isinstance(claims, dict):
        raise Disbelieved("form")
    return header, claims


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(urlsafe_b64decode(part.encode()))
    except (ValueError, NotBase64, RecursionError) as error:
        raise Disbelieved("form") from error
    if not isinstance(found, dict):
        raise Disbelieved("form")
    return found


def _check_header(header: dict[str, Any], algorithms: frozenset[str], types: tuple[str, ...]) -> None:
    if _text(header, "alg") not in algorithms or header["alg"] not in KEY_TYPES:
        raise Disbelieved("alg")
    if "crit" in header or "b64" in header:
        raise Disbelieved("crit")
    if EMBEDDED_KEYS & header.keys():
        raise Disbelieved("embedded_key")
    if str(header.get("typ", "JWT")).lower() not in types:
        raise Disbelieved("typ")


def _key(header: dict[str, Any], keys: KeySet) -> Key:
    """The provider's key that the header names; the only fitting one where it names none."""
    fitting = [
        key for key in keys.keys
        if key.key_type == KEY_TYPES[header["alg"]]
        and key.get("use", "sig") == "sig" and key.get("alg", header["alg"]) == header["alg"]
        and ("kid" not in header or key.kid == header["kid"])
    ]  # fmt: skip
    if len(fitting) != 1:
        raise UnknownKey
    return fitting[0]


def _check_parties(claims: Claims, issuer: str, client_id: str, *, subject: bool = True) -> None:
    if claims.get("iss") != issuer:
        raise Disbelieved("iss")
    told = claims.get("aud")
    audience = [told] if isinstance(told, str) else told
    if not isinstance(audience, list) or client_id not in audience:
        raise Disbelieved("aud")
    if claims.get("azp", client_id) != client_id or (len(audience) > 1 and "azp" not in claims):
        raise Disbelieved("azp")
    if subject and len(_text(claims, "sub")) > LONGEST_SUBJECT:
        raise Disbelieved("sub")


def _check_times(claims: Claims, now: datetime, *, expires: bool = True) -> None:
    issued = _moment(claims, "iat")
    if not now - ISSUED_WITHIN <= issued <= now + LEEWAY:
        raise Disbelieved("iat")
    if expires and _moment(claims, "exp") <= now - LEEWAY:
        raise Disbelieved("exp")
    if "nbf" in claims and _moment(claims, "nbf") > now + LEEWAY:
        raise Disbelieved("nbf")


def _check_authentication_time(claims: Claims, expected: Expected, now: datetime) -> None:
    if expected.authenticated_within is None:
        return
    if now - _moment(claims, "auth_time") > expected.authenticated_within + LEEWAY:
        raise Disbelieved("auth_time")


def _check_access_token(claims: Claims, access_token: str | None, algorithm: str) -> None:
    """`at_hash` is the left half of the hash (section 3.1.3.6); it need not be there in the code flow."""
    if "at_hash" not in claims:
        return
    digest = HASHES[algorithm]((access_token or "").encode()).digest()
    right = urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=")
    if not hmac.compare_digest(_text(claims, "at_hash").encode(), right):
        raise Disbelieved("at_hash")


def _text(claims: Claims, name: str) -> str:
    found = claims.get(name)
    if not isinstance(found, str) or not found or not found.isprintable():
        raise Disbelieved(name)
    return found


def _moment(claims: Claims, name: str) -> datetime:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise Disbelieved(name)
    try:
        return datetime.fromtimestamp(found, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Disbelieved(name) from error
