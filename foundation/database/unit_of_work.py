"""One transaction, opened by the operation that needs it, working for one viewer.

Piccolo's own `transaction()` leaks the connection when COMMIT raises; this one returns it in every case. Piccolo's
queries find the transaction through the engine's context variable, so they need not be told of it.
"""

import logging
from collections.abc import AsyncIterator, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from piccolo.engine.postgres import PostgresTransaction

from foundation.database.clock import current_clock
from foundation.database.connections import DATABASE_GONE, Connection, borrowed, first_answer
from foundation.database.context import SET_CONTEXT, Context, context_arguments
from foundation.database.engine import ENGINE
from foundation.database.violations import refusal_for
from foundation.text.dates import today_jst

logger = logging.getLogger(__name__)


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

    def new_ids(self, count: int) -> list[UUID]:
        """So many fresh ids, rising."""
        new_id = current_clock().new_id
        return [new_id() for _ in range(count)]


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


def current_work() -> Work:
    """The unit of work this code runs in; calling it outside one is a mistake of ours."""
    work = _current.get()
    assert work is not None, "no unit of work is open"
    return work


@asynccontextmanager
async def _transaction() -> AsyncIterator[Connection]:
    async with borrowed() as connection, _begun(connection):
        token = ENGINE.current_transaction.set(_OpenTransaction(connection))
        try:
            yield connection
        finally:
            ENGINE.current_transaction.reset(token)


@asynccontextmanager
async def _begun(connection: Connection) -> AsyncIterator[None]:
    transaction = connection.transaction()
    await first_answer(connection, transaction.start())
    try:
        yield
    except BaseException:
        try:
            await transaction.rollback()
        except DATABASE_GONE:
            logger.warning("the connection was lost before the rollback")
        raise
    await transaction.commit()
