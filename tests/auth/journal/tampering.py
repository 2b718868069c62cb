"""A journal of any size, sealed, and what somebody with the whole database in their hands may do to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg

from auth.journal.chain import Signer
from auth.journal.checkpoints import Checkpoints
from foundation.database.embedded import Server
from foundation.database.embedded_cluster import SUPERUSER
from tests.house.catalogue import Connection

FILL: Final = """
insert into journal (id, at, account, organisation, role, verb, noun, subject, person, fields, purpose, is_read)
select gen_random_uuid(), now() - interval '1 hour' + n * interval '1 millisecond', gen_random_uuid(),
    gen_random_uuid(), 'clerk', 'read', 'member', gen_random_uuid(), gen_random_uuid(), '{name,kana}', 'x', true
from generate_series(1, $1::integer) n
"""
PLACE: Final = "(select id from journal order by era, id offset $1 limit 1)"
TAMPERINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "edited": (f"update journal set purpose = 'another' where id = {PLACE}",),
    "deleted": (f"delete from journal where id = {PLACE}",),
    "inserted": (f"""insert into journal (id, at, role, verb, noun, era)
        select (substr(id::text, 1, 35) || translate(right(id::text, 1), '0123456789abcdef', '123456789abcdef0'))::uuid,
            at, 'clerk', 'read', 'member', era from journal where id = {PLACE}""",),
    "reordered": ("""with two as (select id, at from journal order by era, id offset $1 limit 2)
        update journal set at = (select at from two where two.id <> journal.id)
        where id in (select id from two)""",),
    "truncated": ("""delete from journal where id in (select id from journal order by era, id offset $1)""",),
}  # fmt: skip
"""Kind -> statements, each with the place (from 0) as `$1`."""


def kept_in(*folders: Path, secret: str = "only for tests") -> Checkpoints:
    """Checkpoints in these folders."""
    return Checkpoints(folders, Signer(secret))


@asynccontextmanager
async def as_superuser(server: Server, database: str) -> AsyncIterator[Connection]:
    """A connection that may do anything."""
    connection = await asyncpg.connect(server.dsn(SUPERUSER, database))
    try:
        yield connection
    finally:
        await connection.close()


async def undone(
    connection: Connection, statements: tuple[str, ...], place: int, ask: Callable[[], Awaitable[None]]
) -> None:
    """Tamper, ask, and put everything back as it was."""
    await connection.execute("create table journal_before as table journal")
    for statement in statements:
        assert await connection.execute(statement, place) != "UPDATE 0"
    await ask()
    await connection.execute("truncate journal")
    await connection.execute("insert into journal select * from journal_before")
    await connection.execute("drop table journal_before")
