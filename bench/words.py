"""Words in names: the scan that the lists use, beside pairs of letters under a GIN index (`decisions.md` 14)."""

from time import perf_counter
from typing import Any, Final

import asyncpg

from foundation.text.search import bigrams, containing, search_key

WORDS: Final = ("青山", "たかはし", "凪1")
RUNS: Final = 20
NAMED: Final = "create temporary table named (search_key text, kana_key text, parts text[])"
INDEX: Final = "create index on named using gin (parts); analyze named"
SCAN: Final = "select 1 from named where search_key like $1 or kana_key like $1"
INDEXED: Final = "select 1 from named where parts @> $2 and (search_key like $1 or kana_key like $1)"


async def words_lines(connection: "asyncpg.Connection[Any]", people: int) -> list[str]:
    """A line of the table for each word; `connection` may read every name."""
    await connection.execute(NAMED)
    kept = await connection.fetch("select search_key, kana_key from member_identity")
    rows = [(*row, sorted({*bigrams(row["search_key"]), *bigrams(row["kana_key"])})) for row in kept]
    await connection.copy_records_to_table("named", records=rows)
    await connection.execute(INDEX)
    return [await _line(connection, people, word) for word in WORDS]


async def _line(connection: "asyncpg.Connection[Any]", people: int, word: str) -> str:
    key = search_key(word)
    pattern, parts = containing(key), bigrams(key)
    found, scan = await _timed(connection, SCAN, pattern)
    same, indexed = await _timed(connection, INDEXED, pattern, parts)
    assert found == same, (word, found, same)
    return f"| {people:,} | {word} | {found:,} | {scan:.1f} | {indexed:.1f} | {scan / indexed:.1f} |"


async def _timed(connection: "asyncpg.Connection[Any]", statement: str, *arguments: Any) -> tuple[int, float]:
    """Rows found, and milliseconds at the median."""
    times: list[float] = []
    for _ in range(RUNS):
        started = perf_counter()
        found = len(await connection.fetch(statement, *arguments))
        times.append((perf_counter() - started) * 1000)
    return found, sorted(times)[RUNS // 2]
