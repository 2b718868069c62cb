"""How often somebody whom nobody knows may try: counted before the try, so that tries at the same moment count too."""

from typing import Final

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import TooMany
from registry.postings.rules import TRIES_WITHIN, try_hash

WAIT: Final = (
    "短い時間に何度も送られたため、しばらく受け付けません。書いた内容は画面に残っています。"
    "15分たってから、もう一度送ってください。"
)
TRAP: Final = "機械からの送信とみなしたため、受け付けませんでした。自動入力を切って、もう一度送ってください。"
LOCK = "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))"
COUNT = "select count(*) from public_try where subject = $1 and at > $2"
INSERT = "insert into public_try (id, subject, at) values ($1, $2, $3)"


async def count_try(*subject: str, most: int) -> None:
    """Count a try about a subject. Raises `TooMany` beyond `most` in 15 minutes."""
    hashed = try_hash(*subject)
    async with unit_of_work(Viewer.public()) as work:
        await work.connection.execute(LOCK, hashed)
        if await work.connection.fetchval(COUNT, hashed, work.now - TRIES_WITHIN) >= most:
            raise TooMany(WAIT)
        await work.connection.execute(INSERT, work.new_id(), hashed, work.now)
