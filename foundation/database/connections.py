"""A connection of the pool, for as long as somebody needs it; what becomes of one whose server is gone or silent."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, Final, TypeVar

import asyncpg

from foundation.database.engine import ENGINE
from foundation.errors import Unavailable

Connection = Any
"""A pooled asyncpg connection: its stub names two unrelated classes for it."""
Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 1.8
"""How long anybody waits for a connection, and for its first answer."""
_waits: list[Callable[[float], None]] = []

DATABASE_GONE = (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError,
                 asyncpg.TooManyConnectionsError, asyncpg.DiskFullError, asyncpg.AdminShutdownError,
                 asyncpg.CrashShutdownError, asyncpg.InternalClientError, TimeoutError)  # fmt: skip


def on_pool_wait(listener: Callable[[float], None]) -> None:
    """Tell the listener from now on how many seconds each unit of work waited for its connection."""
    _waits.append(listener)


@asynccontextmanager
async def borrowed() -> AsyncIterator[Connection]:
    """A connection of the pool, given back at the end. Raises `Unavailable` where the database cannot be reached."""
    pool = ENGINE.pool
    if pool is None:
        raise Unavailable("データベースにつながっていません。しばらくしてから、もう一度お試しください。")
    asked = monotonic()
    try:
        connection = await pool.acquire(timeout=PATIENCE_SECONDS)
    except DATABASE_GONE as error:
        raise _unavailable() from error
    finally:
        for listener in _waits:
            listener(monotonic() - asked)
    try:
        yield connection
    except DATABASE_GONE as error:
        if _is_ours(error, connection):
            raise
        logger.warning("the database was lost: %s", type(error).__name__)
        raise _unavailable() from error
    finally:
        await _give_back(pool, connection)


async def first_answer(connection: Connection, answer: Awaitable[Answer]) -> Answer:
    """What the server says first; from one that is there and silent nobody waits for a farewell either.

    Whoever waits for a connection that is cut hears of it at once (`asyncpg.PostgresConnectionError`).
    """
    cut = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, connection.terminate)
    try:
        return await answer
    finally:
        cut.cancel()


async def row_of(statement: str, *arguments: object) -> Any:
    """The first row of one statement alone, None without any: outside a transaction, so that no viewer is known.

    For functions that carry their own rights, such as the one that says whose a session is.
    """
    async with borrowed() as connection:
        return await first_answer(connection, connection.fetchrow(statement, *arguments))


async def _give_back(pool: asyncpg.Pool, connection: Connection) -> None:
    """A server that dies between the commit and this takes nothing back of what was committed."""
    try:
        await pool.release(connection)
    except DATABASE_GONE as error:
        logger.warning("the connection was lost on its way back: %s", type(error).__name__)


def _is_ours(error: Exception, connection: Connection) -> bool:
    """An argument that cannot be encoded, or a file that failed in the block: the database is well."""
    return isinstance(error, ValueError) or (isinstance(error, OSError | TimeoutError) and not connection.is_closed())


def _unavailable() -> Unavailable:
    return Unavailable(
        "データベースに届きません。書きかけの内容は画面に残っています。しばらくしてから、もう一度お試しください。"
    )
