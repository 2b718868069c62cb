"""A pool of one connection in one never committed transaction: the superuser's, working as role app.

What a request wrote is seen, compared and taken back, so that thousands of writes start from the same rows.
"""

from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg

from foundation.database.engine import ENGINE
from tests.house.catalogue import Connection, TableOf

Rows = Mapping[tuple[str, str], str]
"""(table, key) -> the whole row as JSON."""


class Lease:
    """What `acquire` hands out: awaited, or entered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __await__(self) -> Generator[Any, None, Connection]:
        async def given() -> Connection:
            return self._connection

        return given().__await__()

    async def __aenter__(self) -> Connection:
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        return None


class OneConnection:
    """Takes the place of asyncpg's pool in the engine."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._written: Mapping[str, int] = {}

    def acquire(self, *, timeout: float | None = None) -> Lease:
        """Always the same connection."""
        return Lease(self.connection)

    async def release(self, connection: Connection) -> None:
        """It stays as it is: the transaction around it goes on."""

    async def as_app(self) -> None:
        """From here on row security binds."""
        await self.connection.execute("set role app")

    async def as_administrator(self) -> None:
        """From here on everything is seen, and tables and policies may be changed until `taken_back` ends."""
        await self.connection.execute("reset role")

    @asynccontextmanager
    async def taken_back(self) -> AsyncIterator[None]:
        """Whatever happens inside is undone at the end, changed policies included; then row security binds again."""
        await self.connection.execute("savepoint taken_back")
        try:
            yield
        finally:
            # asyncpg only rolls back: a savepoint that stays would hold a lock for each of thousands of requests
            await self.connection.execute("rollback to taken_back; release taken_back")
            await self.as_app()

    async def touched(self) -> set[str]:
        """Names of the tables that were written since this was last asked, even if it was taken back."""
        found = await self.connection.fetch(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_xact_user_tables"
        )
        earlier, self._written = self._written, {row["relname"]: row["rows"] for row in found}
        return {table for table, rows in self._written.items() if rows != earlier.get(table, 0)}

    async def rows(self, tables: Mapping[str, TableOf]) -> Rows:
        """Every row of every protected table among these, as the administrator sees it."""
        parts = [
            f"select '{name}' as t, concat_ws(' ', {', '.join(f'r.{column}' for column in table.key)}) as k, "
            f"to_jsonb(r)::text as v from {name} r"
            for name, table in tables.items()
            if table.protected
        ]
        if not parts:
            return {}
        await self.as_administrator()
        found = await self.connection.fetch(" union all ".join(parts))
        await self.as_app()
        return {(row["t"], row["k"]): row["v"] for row in found}


@asynccontextmanager
async def one_connection(administrator_dsn: str) -> AsyncIterator[OneConnection]:
    """The engine working through one connection, as role app, in a transaction that is never committed."""
    connection = await asyncpg.connect(administrator_dsn)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("set search_path = public, jobs")  # as the role app has it
    pool = OneConnection(connection)
    earlier, ENGINE.pool = ENGINE.pool, cast(Any, pool)
    try:
        await pool.as_app()
        yield pool
    finally:
        ENGINE.pool = earlier
        await transaction.rollback()
        await connection.close()
