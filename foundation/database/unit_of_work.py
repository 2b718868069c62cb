"""One transaction, opened by the operation that needs it, working for one viewer.

Piccolo's own `transaction()` leaks the connection when COMMIT raises; this one returns it in every case. Piccolo's
queries find the transaction through the engine's context variable, so they need not be told of it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic
from typing import Any, Final
from uuid import UUID

import asyncpg
from piccolo.engine.postgres import PostgresTransaction

from foundation.database.clock import current_clock
from foundation.database.context import SET_CONTEXT, Context, context_arguments
from foundation.database.engine import ENGINE
from foundation.database.violations import refusal_for
from foundation.errors import Unavailable
from foundation.text.dates import today_jst

Connection = Any
"""A pooled asyncpg connection: its stub names two unrelated classes for it."""

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 1.8
"""How long anybody waits for a connection, and for its first answer."""
_waits: list[Callable[[float], None]] = []

DATABASE_GONE = (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError,
                 asyncpg.TooManyConnectionsError, asyncpg.DiskFullError, asyncpg.AdminShutdownError,
                 asyncpg.CrashShutdownError, asyncpg.InternalClientError, TimeoutError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """The open unit of work: its connection, its one `now`, its maker of ids."""

    by: Context
    connection: Connection
    now: datetime
    known: dict[Hashable, Any] = field(default_factory=dict, compare=False)
    """What this unit of work has already looked up and nothing in it can change, such as the names of bodies."""

    @property
    def today(self) -> date:
        """The date in Japan at `now`."""
        return today_jst(self.now)

    def new_id(self) -> UUID:
        """A fresh id."""
        return current_clock().new_id()


_current: ContextVar[Work | None] = ContextVar("work", default=None)


class _OpenTransaction(PostgresTransaction):
    """What Piccolo's queries look for; begun and ended by the unit of work, never by Piccolo."""

    def __init__(self, connection: Connection) -> None:
        self.engine = ENGINE
        self.connection = connection
        self._savepoint_id = 0
        self._parent = None
        self._committed = False
        self._rolled_back = False


def unit_of_work(by: Context) -> AbstractAsyncContextManager[Work]:
    """Open a transaction for `by`, or join the one already open for the same viewer.

    Everything written inside is committed at the end of the outermost block, or not at all.
    Raises `Conflict` for a constraint of the database, `Unavailable` where it cannot be reached.
    """
    joined = _current.get()
    if joined is None:
        return _opened(by)
    assert joined.by == by, "a unit of work serves one viewer; open another one after it"
    return nullcontext(joined)


def reading(by: Context) -> AbstractAsyncContextManager[Work]:
    """Open a question for `by`. The same transaction as a unit of work: reads of identity are journalled in it."""
    return unit_of_work(by)


@asynccontextmanager
async def _opened(by: Context) -> AsyncIterator[Work]:
    try:
        async with _transaction() as connection:
            now = current_clock().now()
            work = Work(by=by, connection=connection, now=now)
            await connection.execute(SET_CONTEXT, *context_arguments(by, work.today))
            token = _current.set(work)
            try:
                yield work
            finally:
                _current.reset(token)
    except asyncpg.PostgresError as error:
        refusal = refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error


def on_pool_wait(listener: Callable[[float], None]) -> None:
    """Tell the listener from now on how many seconds each unit of work waited for its connection."""
    _waits.append(listener)


def current_work() -> Work:
    """The unit of work this code runs in; calling it outside one is a mistake of ours."""
    work = _current.get()
    assert work is not None, "no unit of work is open"
    return work


@asynccontextmanager
async def _transaction() -> AsyncIterator[Connection]:
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
        async with _begun(connection):
            token = ENGINE.current_transaction.set(_OpenTransaction(connection))
            try:
                yield connection
            finally:
                ENGINE.current_transaction.reset(token)
    except DATABASE_GONE as error:
        if _is_ours(error, connection):
            raise
        logger.warning("the database was lost: %s", type(error).__name__)
        raise _unavailable() from error
    finally:
        await _give_back(pool, connection)


async def _give_back(pool: asyncpg.Pool, connection: Connection) -> None:
    """A server that dies between the commit and this takes nothing back of what was committed."""
    try:
        await pool.release(connection)
    except DATABASE_GONE as error:
        logger.warning("the connection was lost on its way back: %s", type(error).__name__)


def _is_ours(error: Exception, connection: Connection) -> bool:
    """An argument that cannot be encoded, or a file that failed in the block: the database is well."""
    return isinstance(error, ValueError) or (isinstance(error, OSError | TimeoutError) and not connection.is_closed())


@asynccontextmanager
async def _begun(connection: Connection) -> AsyncIterator[None]:
    transaction = connection.transaction()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await transaction.start()
    except TimeoutError as error:
        connection.terminate()  # a server that is there and answers nothing: nobody waits for its farewell either
        raise asyncpg.InterfaceError("the server is silent") from error
    try:
        yield
    except BaseException:
        try:
            await transaction.rollback()
        except DATABASE_GONE:
            logger.warning("the connection was lost before the rollback")
        raise
    await transaction.commit()


def _unavailable() -> Unavailable:
    return Unavailable(
        "データベースに届きません。書きかけの内容は画面に残っています。しばらくしてから、もう一度お試しください。"
    )
