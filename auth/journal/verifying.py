"""Checking the journal against its seals, and the seals against what is kept outside the database."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from msgspec import Struct

from auth.journal.chain import BEGINNING, Seal, leaf
from auth.journal.checkpoints import Checkpoint, Checkpoints, in_force, read
from auth.journal.differences import Difference, differences
from auth.journal.sealing import ENTRIES, FETCHED, SEALS, seal_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work

UNSEALED: Final = "select count(*) from journal_whole where era > $1"
MOST_TOLD: Final = 100


class Verdict(Struct, frozen=True):
    """What was found. `unsealed` entries are younger than the last seal; `outside` seals have a line outside."""

    seals: int
    entries: int
    unsealed: int
    outside: int
    found: list[Difference]

    @property
    def sound(self) -> bool:
        """Whether everything sealed is as it was."""
        return not self.found


async def verify_journal(*, checkpoints: Checkpoints, trusted: Sequence[bytes] = ()) -> Verdict:
    """Every seal and every sealed entry. `trusted`: public keys of earlier secrets, beside today's.

    Raises `CheckpointUnfit` where a file outside cannot be read.
    """
    keys = [checkpoints.signer.key, *trusted]
    outside = [read(folder) for folder in checkpoints.folders]
    found = [one for lines in outside for one in _forged(lines, keys)]
    async with unit_of_work(Viewer.public()) as work:
        seals = [seal_of(row) for row in await work.connection.fetch(SEALS, 0)]
        found += _broken_chain(seals, keys)
        found += [one for lines in outside for one in _unlike_outside(seals, in_force(lines))]
        for seal in seals:
            found += await _changed(work, seal)
        unsealed = await work.connection.fetchval(UNSEALED, seals[-1].last_era if seals else -1)
    known = {line.number for lines in outside for line in in_force(lines)}
    told = _with_truncation(found, seals)[:MOST_TOLD]
    return Verdict(len(seals), sum(seal.entries for seal in seals), unsealed, len(known), told)


def _forged(lines: Sequence[Checkpoint], keys: Sequence[bytes]) -> Iterator[Difference]:
    for line in lines:
        if not line.is_genuine(keys):
            yield Difference("seal", line.number, 0, why="外に置いた控えの署名が合いません")


def _broken_chain(seals: Sequence[Seal], keys: Sequence[bytes]) -> Iterator[Difference]:
    number, era, previous = 1, 0, BEGINNING
    for seal in seals:
        if (seal.number, seal.first_era, seal.previous) != (number, era, previous):
            yield Difference("seal", seal.number, 0, why="前の封とつながりません")
        elif seal.hash != seal.own_hash():
            yield Difference("seal", seal.number, 0, why="封の中身が書き換えられています")
        elif not seal.signed_by(keys):
            yield Difference("seal", seal.number, 0, why="封の署名が合いません")
        number, era, previous = seal.number + 1, seal.last_era + 1, seal.hash


def _unlike_outside(seals: Sequence[Seal], kept: Sequence[Checkpoint]) -> Iterator[Difference]:
    by_number: Mapping[int, Seal] = {seal.number: seal for seal in seals}
    for line in kept:
        seal = by_number.get(line.number)
        if seal is None:
            yield Difference("seal", line.number, 0, why="外の控えにある封が、データベースにありません")
        elif seal.hash.hex() != line.hash:
            yield Difference("seal", line.number, 0, why="外の控えと違います")


async def _changed(work: Work, seal: Seal) -> list[Difference]:
    """Entry by entry; only a batch that is not as it was is held in memory to be told apart."""
    there = bytearray()
    async for row in work.connection.cursor(ENTRIES, seal.first_era, seal.last_era, prefetch=FETCHED):
        there += leaf(row)
    if there == seal.leaves:
        return []
    rows = await work.connection.fetch(ENTRIES, seal.first_era, seal.last_era)
    return differences(seal.number, seal.places(), rows)


def _with_truncation(found: Sequence[Difference], seals: Sequence[Seal]) -> list[Difference]:
    """Entries deleted without a gap up to the last sealed one are one cut."""
    gone = {(one.seal, one.place): one for one in found if one.kind == "deleted"}
    cut = list(takewhile(gone.__contains__, _from_the_end(seals)))
    if not cut:
        return list(found)
    first = gone[cut[-1]]
    kept = [one for one in found if one.kind != "deleted" or (one.seal, one.place) < cut[-1]]
    return [*kept, Difference("truncated", first.seal, first.place, why=f"{first.why}から{len(cut)}件")]


def _from_the_end(seals: Sequence[Seal]) -> Iterator[tuple[int, int]]:
    return ((seal.number, place) for seal in reversed(seals) for place in range(seal.entries, 0, -1))
