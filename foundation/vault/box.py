"""AES-256-GCM under keys from the settings. What is kept names its purpose, so that no value serves for another.

The first key encrypts, every key decrypts: a new key is put in front, the old ones leave when nothing is kept under
them any more.
"""

import os
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class NotOurs(Exception):
    """What was given was not kept by this installation for this purpose, or its key is gone."""


class Vault:
    """Encrypts and decrypts short values. Without a key it refuses to work rather than to keep anything in clear."""

    def __init__(self) -> None:
        self._ciphers: tuple[AESGCM, ...] = ()

    def open_with(self, secrets: Sequence[str]) -> None:
        """Use these keys from now on; texts of any length, the first encrypts."""
        self._ciphers = tuple(AESGCM(_derived(secret)) for secret in secrets)

    def keep(self, value: bytes, *, purpose: str) -> bytes:
        """The value as it may be stored."""
        assert self._ciphers, "the vault has no key"
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, value, purpose.encode())

    def read(self, kept: bytes, *, purpose: str) -> bytes:
        """The value again. Raises `NotOurs`."""
        assert self._ciphers, "the vault has no key"
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], purpose.encode())
            except (InvalidTag, ValueError):
                continue
        raise NotOurs


VAULT: Final = Vault()


def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"dxpool vault").derive(secret.encode())
