"""A security key in software: makes a passkey and signs with it, and lies as it is told."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.json import encode

ORIGIN: Final = "http://localhost:8000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text_of(value: bytes) -> str:
    """As WebAuthn writes bytes."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """The bytes again."""
    return urlsafe_b64decode(text + "==")


@dataclass
class Authenticator:
    """One passkey. `count` goes on with each signature; `flags` and `origin` may be set to lies."""

    credential: bytes
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    user: bytes = b""
    count: int = 0
    flags: int = PRESENT | VERIFIED
    origin: str = ORIGIN
    party: str = "localhost"

    def made(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create()`."""
        self.user = bytes_of(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public
        data = self._data(self.flags | ATTESTED) + attested
        statement = dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options)
        return self._answer(clientDataJSON=text_of(said), attestationObject=text_of(statement))

    def signed(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.get()`."""
        self.count += 1
        said, data = self._said("webauthn.get", options), self._data(self.flags)
        signature = self.key.sign(data + sha256(said).digest(), ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=text_of(said), authenticatorData=text_of(data), signature=text_of(signature),
            userHandle=text_of(self.user),
        )  # fmt: skip

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        return encode({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False})

    def _data(self, flags: int) -> bytes:
        return sha256(self.party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, **response: str) -> str:
        id = text_of(self.credential)
        return encode({"id": id, "rawId": id, "type": "public-key", "response": response}).decode()
