"""Sealing what was appended since the last seal. Run by the worker; the role `worker` sees the whole journal."""

from collections.abc import Mapping
from typing import Any, Final

from auth.journal.chain import BEGINNING, COLUMNS, Seal, leaf
from auth.journal.checkpoints import Checkpoints
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work

ENTRIES: Final = f"select {', '.join(COLUMNS)} from journal_whole where era between $1 and $2 order by era, id"
SEALS: Final = """
select number, first_era, last_era, leaves, previous, sealed_at, hash, key, signature from journal_seal
where number > $1 order by number
"""
LAST: Final = "select number, last_era, hash from journal_seal order by number desc limit 1"
KEEP: Final = """
insert into journal_seal (number, first_era, last_era, entries, leaves, previous, hash, key, signature, sealed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
ALONE: Final = "select pg_try_advisory_xact_lock(1785689458, -1)"
OPEN_NEXT: Final = "select nextval('journal_era') - 1"
FIRST_HELD: Final = """
select min(era) from generate_series($1::integer, $2::integer) era
where not case when pg_try_advisory_lock(1785689458, era) then pg_advisory_unlock(1785689458, era) else false end
"""
FETCHED: Final = 10_000
NONE_YET: Final[Mapping[str, Any]] = {"number": 0, "last_era": -1, "hash": BEGINNING}


async def seal_journal(*, checkpoints: Checkpoints) -> int:
    """Seal every entry of the eras that nobody writes in any more; returns how many, 0 where there is nothing new.

    The checkpoints outside are brought up afterwards: what a crash in between left out comes with the next run.
    """
    async with unit_of_work(Viewer.public()) as work:
        if not await work.connection.fetchval(ALONE):
            return 0
        last = await work.connection.fetchrow(LAST) or NONE_YET
        sealed = await _seal_closed_eras(work, last, checkpoints)
    async with unit_of_work(Viewer.public()) as work:
        rows = await work.connection.fetch(SEALS, checkpoints.last_number())
    checkpoints.add([seal_of(row) for row in rows])
    return sealed


async def _seal_closed_eras(work: Work, last: Mapping[str, Any], checkpoints: Checkpoints) -> int:
    first_era, last_era = last["last_era"] + 1, await work.connection.fetchval(OPEN_NEXT)
    held = await work.connection.fetchval(FIRST_HELD, first_era, last_era)
    if held is not None:
        last_era = held - 1
    leaves = bytearray()
    async for row in work.connection.cursor(ENTRIES, first_era, last_era, prefetch=FETCHED):
        leaves += leaf(row)
    if not leaves:
        return 0
    seal = checkpoints.signer.sealed(
        Seal(last["number"] + 1, first_era, last_era, bytes(leaves), last["hash"], work.now)
    )
    await work.connection.execute(
        KEEP, seal.number, seal.first_era, seal.last_era, seal.entries, seal.leaves, seal.previous, seal.hash,
        seal.key, seal.signature, seal.sealed_at,
    )  # fmt: skip
    return seal.entries


async def last_seal(work: Work) -> tuple[int, bytes]:
    """Number and hash of the last seal; 0 where there is none."""
    row = await work.connection.fetchrow(LAST) or NONE_YET
    return row["number"], row["hash"]


def seal_of(row: Mapping[str, Any]) -> Seal:
    """A seal as the database keeps it."""
    return Seal(**row)
