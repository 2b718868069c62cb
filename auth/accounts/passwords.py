"""Local passwords: argon2id with the library's current defaults; checking costs the same for unknown accounts."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER: Final = PasswordHasher()
NOBODY: Final = HASHER.hash("no account has this password")


def hashed(password: str) -> str:
    """The string kept in the account."""
    return HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept. None (no such account, no local password) takes as long and is False."""
    try:
        return HASHER.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
