"""The key that signs access tokens: made anew after a month, the private half kept in the vault."""

from typing import Final

from asyncpg import Record

from auth.clients.rules import KEY_LASTS
from auth.clients.tokens import new_key
from foundation.database.unit_of_work import Work
from foundation.errors import Unavailable
from foundation.vault.box import VAULT, NotOurs

LATEST: Final = "select id, kept, created_at from api_signing_key order by created_at desc, id desc limit 1"
KEEP: Final = "select keep_signing_key($1, $2, $3, $4, $5)"
KEY_GONE: Final = "署名の鍵を読めません。仕組みの管理者に、暗号化の鍵の設定を確かめるよう伝えてください。"


async def signing_key(work: Work) -> bytes:
    """The private half of the key that signs now; a new one is made where the last is old or cannot be read.

    Of two that make one at once the first is kept. Raises `Unavailable`.
    """
    row = await work.connection.fetchrow(LATEST)
    if row is None or row["created_at"] <= work.now - KEY_LASTS or _private(row) is None:
        id, public, made = new_key()
        kept = VAULT.keep(made, purpose=_key_purpose(id))
        await work.connection.execute(KEEP, id, public, kept, work.now, row["created_at"] if row else work.now)
        row = await work.connection.fetchrow(LATEST)
    private = _private(row)
    if private is None:
        raise Unavailable(KEY_GONE)
    return private


def _private(row: Record) -> bytes | None:
    """None where it was kept under another key of the installation."""
    try:
        return VAULT.read(row["kept"], purpose=_key_purpose(row["id"]))
    except NotOurs:
        return None


def _key_purpose(id: str) -> str:
    return f"api signing key {id}"
