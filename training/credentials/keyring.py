"""The keys that sign badges: made once, the private half kept in the vault, the public half published for good.

Several machines share them through the database; `publish_under` is told their address when the application starts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from msgspec.json import decode, encode

from foundation.database.unit_of_work import Work
from foundation.errors import Unavailable
from foundation.vault.box import VAULT, NotOurs
from training.credentials.badge import key_address

BITS: Final = 2048
MAKING: Final = 7_305
"""Advisory lock under which the first key is made, so that two badges at once make one."""

LATEST: Final = "select id, kept from badge_key order by created_at desc, id desc limit 1"
PUBLIC: Final = "select id, public from badge_key order by created_at, id"
INSERT: Final = "insert into badge_key (id, public, kept, created_at) values ($1, $2, $3, $4)"
LOCKED: Final = (
    "バッジに署名する鍵を開けられません（署名のもとの設定が変わっています）。何も変えていません。"
    "前に発行したバッジは、いまも確かめられます。運用の担当者に、署名の鍵を新しくするよう伝えてください。"
)


@dataclass(slots=True)
class _Place:
    base: str = ""


_place: Final = _Place()


def publish_under(base: str) -> None:
    """Say under which address keys, issuers and status lists are published."""
    _place.base = base


def base_address() -> str:
    """The address that badges name."""
    return _place.base


def signing_address(id: str) -> str:
    """The address of a key of ours, which badges name it by."""
    return key_address(_place.base, id)


def key_purpose(id: str) -> str:
    """What the vault keeps a private half for."""
    return f"badge key {id}"


async def latest_key(work: Work) -> tuple[str, RSAKey] | None:
    """Id and key that sign now; `None` before the first. Raises `Unavailable` where kept under another secret."""
    row = await work.connection.fetchrow(LATEST)
    if row is None:
        return None
    try:
        private = VAULT.read(row["kept"], purpose=key_purpose(row["id"]))
    except NotOurs as error:
        raise Unavailable(LOCKED) from error
    return row["id"], RSAKey.import_key(decode(private))


async def signing_key(work: Work) -> tuple[str, RSAKey]:
    """Id and key that sign now; the first one is made here. Raises `Unavailable` like `latest_key`."""
    if found := await latest_key(work):
        return found
    await work.connection.execute("select pg_advisory_xact_lock($1)", MAKING)
    return await latest_key(work) or await make_key(work)


async def make_key(work: Work) -> tuple[str, RSAKey]:
    """A new key that signs from now on; the earlier ones stay published."""
    key = RSAKey.generate_key(BITS)
    id = key.thumbprint()[:32]
    kept = VAULT.keep(encode(key.as_dict(private=True)), purpose=key_purpose(id))
    await work.connection.execute(INSERT, id, encode(key.as_dict(private=False)).decode(), kept, work.now)
    return id, key


async def published(work: Work) -> dict[str, dict[str, Any]]:
    """Key id -> public key (RFC 7517), each with the address it is published at as `kid`."""
    return {
        row["id"]: decode(row["public"]) | {"kid": signing_address(row["id"]), "use": "sig", "alg": "RS256"}
        for row in await work.connection.fetch(PUBLIC)
    }


async def published_set(work: Work) -> KeySet:
    """The published keys, to check signatures with; one that cannot be read checks nothing and hinders no other."""
    keys = (_readable(jwk) for jwk in (await published(work)).values())
    return KeySet([key for key in keys if key is not None])


def _readable(jwk: Mapping[str, Any]) -> RSAKey | None:
    try:
        return RSAKey.import_key(dict(jwk))
    except (JoseError, ValueError):
        return None
