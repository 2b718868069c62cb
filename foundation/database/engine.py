"""Piccolo's engine, made to wait: it connects when told to, not when it is imported."""

from collections.abc import Callable
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine


class Engine(PostgresEngine):
    """The one engine of the process.

    Piccolo's own constructor opens a connection to read the server's version and to create extensions;
    both belong to set-up (`roles.sql`), so both are silent here.
    """

    def __init__(self) -> None:
        super().__init__(config={})
        self.statement_listeners: list[Callable[[str], None]] = []

    async def check_version(self) -> None:
        """Say nothing: `/readyz` reports the version."""

    async def prep_database(self) -> None:
        """Say nothing: extensions are created by the operator's bootstrap."""

    def configure(self, dsn: str) -> None:
        """Point the engine at a server. `dsn` names the role the process works as."""
        self.config = {"dsn": dsn}

    async def open(self, *, largest: int = 10, heard: bool = False) -> None:
        """Open the pool; the first connection is made at once, so that a wrong address fails here.

        `heard`: whoever stands among `statement_listeners` is told of every statement.
        """
        await self.start_connection_pool(
            min_size=1, max_size=largest, init=self._listen if heard else None, reset=_leave_as_it_is
        )

    async def close(self) -> None:
        """Close the pool, if there is one."""
        if self.pool is not None:
            await self.close_connection_pool()

    async def _listen(self, connection: "asyncpg.Connection[Any]") -> None:
        connection.add_query_logger(self._heard)

    def _heard(self, record: Any) -> None:
        for listener in self.statement_listeners:
            listener(record.query)


async def _leave_as_it_is(_: "asyncpg.Connection[Any]") -> None:
    """Between two units of work nothing is to be put back, so that no statement is spent on it: the context is set for
    a transaction, and its locks and cursors end with it."""


ENGINE = Engine()
