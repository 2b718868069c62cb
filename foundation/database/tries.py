"""How often somebody whom nobody knows may try: counted before the try, so that tries at the same moment count too."""

import hashlib
from datetime import timedelta
from typing import Final

from foundation.database.context import Context
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import TooMany

TRIES_WITHIN: Final = timedelta(minutes=15)
LOCK: Final = "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))"
COUNT: Final = "select count(*) from public_try where subject = $1 and at > $2"
INSERT: Final = "insert into public_try (id, subject, at) values ($1, $2, $3)"


async def count_try(*subject: str, most: int, wait: str, by: Context) -> None:
    """Count a try about a subject, as the public. Raises `TooMany` with `wait` beyond `most` in 15 minutes."""
    hashed = try_hash(*subject)
    async with unit_of_work(by) as work:
        await work.connection.execute(LOCK, hashed)
        if await work.connection.fetchval(COUNT, hashed, work.now - TRIES_WITHIN) >= most:
            raise TooMany(wait, again_in=int(TRIES_WITHIN.total_seconds()))
        await work.connection.execute(INSERT, work.new_id(), hashed, work.now)


def try_hash(*subject: str) -> bytes:
    """What is kept of a try: nobody can read from it who tried."""
    return hashlib.sha256("\n".join(subject).lower().encode("utf-8", "surrogatepass")).digest()
