"""A badge as Open Badges 3.0 has it (1EdTech, 2024; W3C Verifiable Credentials 2.0), signed as VC-JWT: pure."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from gzip import compress
from typing import Any, Final
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from training.credentials.rules import STATUS_PLACES

CONTEXTS: Final = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ALGORITHM: Final = "RS256"
"""The one that every consumer of Open Badges 3.0 has to know (8.2.3)."""

JAPAN: Final = timezone(timedelta(hours=9))
BADGE: Final = "OpenBadgeCredential"
"""Tells a badge from the status lists, which the same keys sign."""

ENVELOPE: Final = "data:application/vc+jwt,"


class NotABadge(ValueError):
    """Text that is no signed badge at all."""


class WrongSignature(ValueError):
    """A badge whose signature does not fit what it says."""


class UnknownKey(ValueError):
    """A badge signed with a key that is not published here."""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What a badge says somebody did; `valid_until` is inclusive, a JST date."""

    id: UUID
    kind: str
    name: str
    description: str
    narrative: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who says it, and under which address of ours."""

    base: str
    body: UUID
    name: str


def credential_of(
    achievement: Achievement, issuer: Issuer, *, id: UUID, place: int, holder: str, salt: str
) -> dict[str, Any]:
    """The OpenBadgeCredential. The holder's name is in it only as a salted hash: who shows it says who they are."""
    credential: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": f"{issuer.base}/credentials/{id}",
        "type": ["VerifiableCredential", BADGE],
        "name": achievement.name,
        "issuer": profile_of(issuer),
        "validFrom": _begins(achievement.valid_from),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "identityType": "name", "hashed": True, "salt": salt,
                "identityHash": identity_hash(holder, salt),
            }],
            "achievement": {
                "id": f"urn:uuid:{achievement.id}", "type": ["Achievement"],
                "achievementType": "Certification" if achievement.kind == "registration" else "Course",
                "name": achievement.name, "description": achievement.description,
                "criteria": {"narrative": achievement.narrative},
            },
        },
        "credentialStatus": [
            {
                "id": f"{status_address(issuer.base, purpose)}#{place}", "type": "BitstringStatusListEntry",
                "statusPurpose": purpose, "statusListIndex": str(place),
                "statusListCredential": status_address(issuer.base, purpose),
            }
            for purpose in ("revocation", "suspension")
        ],
    }  # fmt: skip
    if achievement.valid_until is not None:
        credential["validUntil"] = _begins(achievement.valid_until + timedelta(days=1))
    return credential


def profile_of(issuer: Issuer) -> dict[str, Any]:
    """The issuer as a Profile; anybody can read it at its id."""
    return {"id": f"{issuer.base}/credentials/issuers/{issuer.body}", "type": ["Profile"], "name": issuer.name}


def status_address(base: str, purpose: str) -> str:
    """Where the status list of a purpose is published."""
    return f"{base}/credentials/status/{purpose}"


def key_address(base: str, key: str) -> str:
    """Where a public key is published; it is the key's `kid` as well."""
    return f"{base}/credentials/keys/{key}"


def identity_hash(name: str, salt: str) -> str:
    """`sha256$` and the hash of name and salt (Open Badges 3.0, IdentityHash)."""
    return "sha256$" + hashlib.sha256((name + salt).encode()).hexdigest()


def sign(credential: Mapping[str, Any], *, key: RSAKey, address: str) -> str:
    """VC-JWT: the credential itself as claims, with the registered ones beside it (Open Badges 3.0, 8.2.4)."""
    claims = {
        **credential, "iss": credential["issuer"]["id"] if isinstance(credential["issuer"], dict) else
        credential["issuer"], "jti": credential["id"], "sub": credential["id"],
        "nbf": int(datetime.fromisoformat(credential["validFrom"]).timestamp()),
    }  # fmt: skip
    if "validUntil" in credential:
        claims["exp"] = int(datetime.fromisoformat(credential["validUntil"]).timestamp())
    header = {"alg": ALGORITHM, "typ": "vc+jwt", "kid": address}
    return jws.serialize_compact(header, json.dumps(claims, ensure_ascii=False).encode(), key)


def read(text: str, keys: KeySet) -> dict[str, Any]:
    """The claims of a badge whose signature is right. Raises `NotABadge`, `UnknownKey`, `WrongSignature`."""
    token = unwrapped(text)
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError) as error:
        raise NotABadge from error
    if header.get("alg") != ALGORITHM or header.get("kid") not in [key.kid for key in keys.keys]:
        raise UnknownKey
    try:
        claims = json.loads(jws.deserialize_compact(token, keys, algorithms=[ALGORITHM]).payload)
    except (JoseError, ValueError, TypeError) as error:
        raise WrongSignature from error
    if not isinstance(claims, dict) or BADGE not in claims.get("type", ()):
        raise NotABadge
    return claims


def unwrapped(text: str) -> str:
    """The token of a badge given as .jwt or as .json (EnvelopedVerifiableCredential). Raises `NotABadge`."""
    text = text.strip()
    if not text.startswith("{"):
        return text
    try:
        id = json.loads(text)["id"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotABadge from error
    if not isinstance(id, str) or not id.startswith(ENVELOPE):
        raise NotABadge
    return id.removeprefix(ENVELOPE)


def enveloped(token: str) -> dict[str, Any]:
    """The badge as a JSON file (W3C VC 2.0, 4.13.1)."""
    return {"@context": CONTEXTS[0], "type": "EnvelopedVerifiableCredential", "id": ENVELOPE + token}


def status_credential(places: Iterable[int], issuer: Issuer, *, purpose: str, now: datetime) -> dict[str, Any]:
    """The status list: a bit for each place, the first one leftmost, set where the badge there no longer counts."""
    bits = bytearray(STATUS_PLACES // 8)
    for place in places:
        bits[place // 8] |= 128 >> place % 8
    address = status_address(issuer.base, purpose)
    encoded = urlsafe_b64encode(compress(bytes(bits), mtime=0)).decode().rstrip("=")
    return {
        "@context": CONTEXTS[:1], "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": profile_of(issuer), "validFrom": now.astimezone(UTC).isoformat(timespec="seconds"),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose,
            "encodedList": f"u{encoded}",
        },
    }  # fmt: skip


def _begins(day: date) -> str:
    return datetime.combine(day, time(), JAPAN).isoformat()
