"""How the journal is sealed: what an entry's hash is made of, how seals hang together, how they are signed. Pure."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

COLUMNS: Final = (
    "id", "at", "account", "organisation", "role", "member_viewer", "verb", "noun", "subject", "person", "fields",
    "purpose", "before_hash", "after_hash", "is_read", "era",
)  # fmt: skip
"""An entry's hash is the sha256 of these columns as one JSON list (times in UTC, bytes in base64)."""
HASH_BYTES: Final = 32
BEGINNING: Final = bytes(HASH_BYTES)
"""What the first seal has for a predecessor."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed batch: every entry of the eras from `first_era` to `last_era`, ordered by era and id."""

    number: int
    first_era: int
    last_era: int
    leaves: bytes
    previous: bytes
    sealed_at: datetime
    hash: bytes = b""
    key: bytes = b""
    signature: bytes = b""

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        return len(self.leaves) // HASH_BYTES

    def places(self) -> list[bytes]:
        """The hash of each entry in order."""
        return [self.leaves[start : start + HASH_BYTES] for start in range(0, len(self.leaves), HASH_BYTES)]

    def own_hash(self) -> bytes:
        """What `hash` has to be: of the entries, the predecessor, and where and when."""
        root = hashlib.sha256(self.leaves).hexdigest()
        told = [self.number, self.first_era, self.last_era, self.entries, root, self.previous.hex(),
                self.sealed_at.astimezone(UTC).isoformat()]  # fmt: skip
        return hashlib.sha256(msgspec.json.encode(told)).digest()

    def signed_by(self, trusted: Sequence[bytes]) -> bool:
        """Whether one of the trusted public keys signed the hash."""
        return self.key in trusted and is_signed(self.hash, key=self.key, signature=self.signature)


class Signer:
    """Signs with a key that follows from the installation's secret, so that every machine has the same one."""

    def __init__(self, secret: str) -> None:
        seed = hmac.digest(secret.encode(), b"dxpool journal seal 1", "sha256")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = self._private.public_key().public_bytes_raw()

    def sign(self, content: bytes) -> bytes:
        """The signature (Ed25519, 64 bytes)."""
        return self._private.sign(content)

    def sealed(self, seal: Seal) -> Seal:
        """The seal with its hash and signature."""
        own = seal.own_hash()
        return Seal(seal.number, seal.first_era, seal.last_era, seal.leaves, seal.previous, seal.sealed_at, own,
                    self.key, self.sign(own))  # fmt: skip


def is_signed(content: bytes, *, key: bytes, signature: bytes) -> bool:
    """Whether the public key's owner signed the content."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def leaf(entry: Mapping[str, Any]) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(msgspec.json.encode([entry[column] for column in COLUMNS])).digest()
