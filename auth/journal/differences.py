"""What happened to a sealed batch, told from the hashes that were sealed and the entries that are there. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from auth.journal.chain import leaf

Row = Mapping[str, Any]
KINDS: Final = {
    "edited": "書き換えられた記録", "deleted": "消された記録", "inserted": "あとから足された記録",
    "reordered": "順を入れ替えられた記録", "truncated": "ここから先が切り取られています",
    "seal": "封の不一致",
}  # fmt: skip
EXCHANGED: Final = ("id", "at", "era")
"""What decides the order; exchanged between two entries it makes a history that nobody lived."""
MOST_EXCHANGES: Final = 50


class Difference(Struct, frozen=True):
    """Something that is not as it was sealed. `place` counts from 1 in the seal; `entry` is what stands there now."""

    kind: str
    seal: int
    place: int
    entry: str | None = None
    at: datetime | None = None
    why: str = ""


def differences(seal: int, sealed: Sequence[bytes], rows: Sequence[Row]) -> list[Difference]:
    """Every difference of a batch, in the order of its places; nothing where the entries are those that were sealed."""
    found = [leaf(row) for row in rows]
    if found == list(sealed):
        return []
    told = list(_walk(seal, sealed, rows, found))
    edited = [one for one in told if one.kind == "edited"]
    if not 1 < len(edited) <= MOST_EXCHANGES:
        return told
    by_id = {str(row["id"]): row for row in rows}
    exchanged = _exchanged([by_id[one.entry or ""] for one in edited], [sealed[one.place - 1] for one in edited])
    return [_as_reordered(one) if one.kind == "edited" and one.entry in exchanged else one for one in told]


def _walk(seal: int, sealed: Sequence[bytes], rows: Sequence[Row], found: Sequence[bytes]) -> Iterator[Difference]:
    was, now = set(sealed), set(found)
    i = j = 0
    while i < len(sealed) or j < len(found):
        gone = i < len(sealed) and sealed[i] not in now
        new = j < len(found) and found[j] not in was
        if gone and new:
            yield _told("edited", seal, i, rows[j])
            i, j = i + 1, j + 1
        elif gone:
            yield Difference("deleted", seal, i + 1, why=_after(rows, j))
            i += 1
        elif new:
            yield _told("inserted", seal, i, rows[j])
            j += 1
        else:
            if sealed[i : i + 1] != found[j : j + 1]:
                yield _told("reordered", seal, i, rows[min(j, len(rows) - 1)])
            i, j = i + 1, j + 1


def _told(kind: str, seal: int, place: int, row: Row) -> Difference:
    return Difference(kind, seal, place + 1, str(row["id"]), row["at"])


def _as_reordered(one: Difference) -> Difference:
    return Difference("reordered", one.seal, one.place, one.entry, one.at)


def _after(rows: Sequence[Row], place: int) -> str:
    return f"{rows[place - 1]['id']} の次" if 0 < place <= len(rows) else "先頭"


def _exchanged(rows: Sequence[Row], sealed: Sequence[bytes]) -> set[str]:
    """Entries that become what was sealed again once they get the id, time or era of another of them back."""
    wanted = set(sealed)
    return {
        str(row["id"])
        for row in rows
        for other in rows
        for column in EXCHANGED
        if row is not other and leaf({**row, column: other[column]}) in wanted
    }
