"""One-time codes by time (RFC 6238: SHA-1, 30 seconds, 6 digits, as every authenticator) and recovery codes."""

import hashlib
import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""Steps to either side that a phone's clock may be off."""
SECRET_BYTES: Final = 20
RECOVERY_CODES: Final = 10
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters that look alike."""
ISSUER: Final = "自治体DX人材プール"


def new_secret() -> bytes:
    """A secret for an authenticator."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The code of a step (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """The step that the code belongs to, among now and its neighbours; None for a wrong code."""
    middle = int(now.timestamp()) // STEP_SECONDS
    near = range(middle - DRIFT, middle + DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(code_at(secret, step), code)), None)


def typed_secret(secret: bytes) -> str:
    """The secret for typing: base32 in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def authenticator_address(secret: bytes, login: str) -> str:
    """The otpauth address that authenticators read."""
    question = urlencode({"secret": b32encode(secret).decode(), "issuer": ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(ISSUER)}:{quote(login)}?{question}"


def new_recovery_codes() -> list[str]:
    """Codes that each replace a one-time code once: 50 bits each."""
    return [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(code: str) -> bytes:
    """What is kept of a recovery code; spaces, hyphens and capitals do not matter."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
