"""The keys that sign badges: made once, sealed under the installation's secret, published for good.

Several machines share them through the database; `seal_with` is told the secret when the application starts.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwe
from joserfc.jwk import KeySet, OctKey, RSAKey
from msgspec.json import decode, encode

from foundation.database.unit_of_work import Work
from training.credentials.badge import key_address

BITS: Final = 2048
MAKING: Final = 7_305
"""Advisory lock under which the first key is made, so that two badges at once make one."""

LATEST: Final = "select id, sealed from badge_key order by created_at desc, id desc limit 1"
PUBLIC: Final = "select id, public from badge_key order by created_at, id"
INSERT: Final = "insert into badge_key (id, public, sealed, created_at) values ($1, $2, $3, $4)"
SEALING: Final = {"alg": "dir", "enc": "A256GCM"}


@dataclass(slots=True)
class _Seal:
    key: OctKey | None = None
    base: str = ""


_seal: Final = _Seal()


def seal_with(secret: str, *, base: str) -> None:
    """Say under which secret keys are sealed, and under which address they are published."""
    _seal.key = OctKey.import_key(hashlib.sha256(f"badge keys\n{secret}".encode()).digest())
    _seal.base = base.rstrip("/")


def base_address() -> str:
    """The address that badges name."""
    return _seal.base


def signing_address(id: str) -> str:
    """The address of a key of ours, which badges name it by."""
    return key_address(_seal.base, id)


async def signing_key(work: Work) -> tuple[str, RSAKey]:
    """Id and key that sign now; the first one is made here."""
    row = await work.connection.fetchrow(LATEST)
    if row is None:
        await work.connection.execute("select pg_advisory_xact_lock($1)", MAKING)
        row = await work.connection.fetchrow(LATEST)
    if row is None:
        return await make_key(work)
    return row["id"], RSAKey.import_key(decode(jwe.decrypt_compact(row["sealed"], _sealing()).plaintext or b""))


async def make_key(work: Work) -> tuple[str, RSAKey]:
    """A new key that signs from now on; the earlier ones stay published."""
    key = RSAKey.generate_key(BITS)
    id = key.thumbprint()[:32]
    sealed = jwe.encrypt_compact(SEALING, encode(key.as_dict(private=True)), _sealing())
    await work.connection.execute(INSERT, id, encode(key.as_dict(private=False)).decode(), sealed, work.now)
    return id, key


async def published(work: Work) -> dict[str, dict[str, Any]]:
    """Key id -> public key (RFC 7517), each with the address it is published at as `kid`."""
    return {
        row["id"]: decode(row["public"]) | {"kid": key_address(_seal.base, row["id"]), "use": "sig", "alg": "RS256"}
        for row in await work.connection.fetch(PUBLIC)
    }


async def published_set(work: Work) -> KeySet:
    """The published keys, to check signatures with."""
    return KeySet.import_key_set({"keys": list((await published(work)).values())})


def _sealing() -> OctKey:
    assert _seal.key is not None, "the application says under which secret keys are sealed before it serves"
    return _seal.key
