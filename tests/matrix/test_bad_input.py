"""Bad input at every door of the product: no 5xx, a sentence in Japanese, and nothing half-written.

`DXPOOL_BAD_CASES` and `DXPOOL_BAD_SEED` set size and seed; the same two give the same requests again.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.matrix.asking import Asking, application
from tests.matrix.bad_requests import BadRequest, bad_requests, targets
from tests.matrix.conftest import Matrix
from tests.matrix.one_connection import OneConnection

pytestmark = pytest.mark.database

SEED = int(os.environ.get("DXPOOL_BAD_SEED", "2026"))
CASES = int(os.environ.get("DXPOOL_BAD_CASES", "20000"))
SAMPLE = 300
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
SAID = re.compile(r'class="form-errors"|role="alert"|>番号 4\d\d<|class="notice notice-(?:error|warning)')
ALLOWED = {"public_try": "true", "sign_in_failure": "true", "journal": "r.is_read or r.verb = 'sign_in_refused'"}
"""Rows that a refused request may leave: a try that counts, that somebody was read, that somebody did not get in."""
OF_A_STANDARD = {"/api/v1/oauth/token": "error"}
"""Doors whose refusals a standard words, and the member that says so (RFC 6749, section 5.2: ASCII alone)."""
TOUCHED = frozenset({"web_session", "api_client_use"})
"""Tables whose rows a refused request may touch: when a session or a client was used last."""
JOBS = "procrastinate_jobs"
WRITTEN = "coalesce(sum(r.xmin::text::bigint), 0)"

Print = Mapping[str, tuple[int, int]]
"""Table -> number of rows, sum of the transactions that wrote them last."""


@dataclass
class Seen:
    """What came back; every list has to stay empty."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    speechless: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    doors: set[str] = field(default_factory=set)
    slowest: tuple[float, str] = (0.0, "")

    def __str__(self) -> str:
        return (
            f"{sum(self.statuses.values())} cases at {len(self.doors)} doors, {dict(sorted(self.statuses.items()))}, "
            f"5xx {len(self.failures)}, without a sentence {len(self.speechless)}, "
            f"half-written {len(self.half_written)}; slowest {self.slowest[0]:.1f} s: {self.slowest[1][:120]}"
        )

    def all(self) -> list[str]:
        """Everything that has to stay empty."""
        return [*self.failures, *self.speechless, *self.half_written]


async def fingerprint(pool: OneConnection, tables: Collection[str]) -> Print:
    """Whether anything was written there, whoever wrote it and whatever it says."""
    if not tables:
        return {}
    parts = (
        f"select '{name}' as t, count(*) as n, {'0' if name in TOUCHED else WRITTEN}::bigint as x "
        f"from {name} r where not ({ALLOWED.get(name, 'false')})"
        for name in tables
    )
    await pool.as_administrator()
    rows = await pool.connection.fetch(" union all ".join(parts))
    await pool.as_app()
    return {row["t"]: (row["n"], row["x"]) for row in rows}


def speechless(request: BadRequest, answer: httpx.Response) -> str | None:
    """What is wrong with how a refusal is told; None where it is told well."""
    kind = answer.headers.get("content-type", "")
    if request.door.programs and kind.startswith("application/problem+json"):
        told: dict[str, Any] = answer.json()
        words = [told["detail"], told["title"], *told.get("errors", {}).values()]
        return next((f"not Japanese: {word!r}" for word in words if not JAPANESE.search(word)), None)
    if kind == "application/json" and OF_A_STANDARD.get(request.door.path, "") in answer.json():
        return None
    if kind.startswith("text/plain") and JAPANESE.search(answer.text):
        return None
    if request.door.programs or not kind.startswith("text/html"):
        return f"answered as {kind!r}"
    return None if SAID.search(answer.text) else "a page that does not say what was refused"


async def ask_badly(pool: OneConnection, matrix: Matrix, *, cases: int) -> Seen:
    """Send, judge, take back."""
    seen, served_by = Seen(), application()
    async with AsyncExitStack() as stack:
        asking = Asking(pool, matrix, served_by)
        await asking.sign_everybody_in(stack)
        before = await fingerprint(pool, (*matrix.tables, JOBS))
        for request in bad_requests(targets(matrix, served_by), seed=SEED, cases=cases):
            await pool.touched()
            async with pool.taken_back():
                begun = time.monotonic()
                answer = await asking.client_of(request.principal).request(
                    request.door.method, request.path, content=request.content, headers=dict(request.headers)
                )
                seen.slowest = max(seen.slowest, (time.monotonic() - begun, str(request)))
                touched = await pool.touched() if answer.status_code >= 400 else set()
                after = await fingerprint(pool, touched & before.keys())
            judge(seen, request, answer, [table for table, found in after.items() if before[table] != found])
    print(f"bad input, seed {SEED}: {seen}")
    return seen


def judge(seen: Seen, request: BadRequest, answer: httpx.Response, written: list[str]) -> None:
    """Note what is wrong with this answer."""
    seen.statuses[answer.status_code] += 1
    seen.doors.add(f"{request.door.method} {request.door.path}")
    if answer.status_code >= 500:
        seen.failures.append(f"{answer.status_code} {request}")
    elif answer.status_code >= 400 and (wrong := speechless(request, answer)):
        seen.speechless.append(f"{answer.status_code} {wrong} {request}")
    if written:
        seen.half_written.append(f"{answer.status_code} wrote {written} {request}")


async def test_a_sample_of_bad_input_is_refused_in_words(pool: OneConnection, matrix: Matrix) -> None:
    seen = await ask_badly(pool, matrix, cases=SAMPLE)
    assert not seen.all(), "\n".join(seen.all())


@pytest.mark.prove
async def test_bad_input_at_every_door_is_refused_in_words(pool: OneConnection, matrix: Matrix) -> None:
    seen = await ask_badly(pool, matrix, cases=CASES)
    assert not seen.all(), "\n".join(seen.all())
