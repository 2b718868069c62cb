"""Kinds of rows that every family gets, and values whose shape a column asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from tests.matrix.families import Family


@dataclass(frozen=True, slots=True)
class Seeded:
    """A kind of row that every family gets. `values` are column -> value: `@clerk` names a part of the family, None
    stays empty."""

    readers: frozenset[str]
    values: Mapping[str, Any] = field(default_factory=dict)


def rows(readers: str, /, **values: Any) -> Seeded:
    """Readers with spaces between; columns by name."""
    return Seeded(frozenset(readers.split()), values)


def file_bytes(family: Family) -> bytes:
    """A file whose content would show where it leaks."""
    return family.canary("file.bytes.0").encode()


def file_hash(family: Family) -> bytes:
    """What `foundation/files` checks the bytes against."""
    return sha256(file_bytes(family)).digest()


WORDS: Final = """{"type": "appointing", "person": "p", "title": "t", "body_name": "b", "head": "h",
"article": null, "first_day": "2026-04-01", "last_day": "2027-03-31", "postings": []}"""
"""What a paper says, in the shape that `reports/papers` keeps."""
SHEET: Final = '{"type": "sheet", "person": "p", "head": "h", "matter": "m", "lead": "", "parts": []}'
"""What a drawn paper says, in the same shape."""


def described(table: str) -> Callable[[Family], str]:
    """The words of a job description, as this table keeps them."""
    return lambda family: f'{{"title": "{family.canary(f"{table}.content.0")}", "role": "engineer"}}'


def worded(table: str) -> Callable[[Family], str]:
    """The text of an agreement, as this table keeps it."""
    return lambda family: f"（目的）\n{family.canary(f'{table}.text.0')}"


POINTS: Final = '{"experience": 3, "skill": 3, "understanding": 3, "telling": 3, "plan": 3}'
"""What a sheet holds, in the shape that `registry/postings` keeps."""
TOLD: Final = """{"done_on": "2026-11-20", "minutes": 60, "means": "on_site", "done": "a", "themes": [], "met": "",
"next_step": "", "next_on": null, "travel_minutes": null, "escorted": false, "shared": "parties"}"""
"""What a support record said, in the shape that `matching/support` keeps."""
CHANGED: Final = '{"name": ["a", "b"]}'
"""What a change says: field -> what it was, what it became."""
