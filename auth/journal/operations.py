"""Writing the journal: always inside the unit of work of the thing told, so that both stand or neither."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, current_work

INSERT = """
insert into journal (id, at, account, organisation, role, member_viewer, verb, noun, subject, person, fields, purpose,
                     before_hash, after_hash, is_read)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""
READS = """
insert into journal (id, at, account, organisation, role, member_viewer, verb, noun, subject, person, fields, purpose,
                     is_read)
select shown.id, $3, $4, $5, $6, $7, 'read', 'member', shown.person, shown.person, $8, $9, true
from unnest($1::uuid[], $2::uuid[]) as shown (id, person)
"""


async def record(
    *,
    by: Viewer,
    verb: str,
    noun: str,
    subject: UUID | None,
    person: UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    purpose: str = "",
) -> None:
    """Note a change. `before` and `after` are hashed, never stored; the names of the changed fields are.

    The auditor of the body that acts reads `person`: None where that body is not told who it is, and `subject` leads
    there.
    """
    work = current_work()
    fields = sorted(set(before or {}) | set(after or {}))
    await work.connection.execute(
        INSERT,
        *_who(work, by),
        verb,
        noun,
        subject,
        person,
        fields,
        purpose,
        _hash(before),
        _hash(after),
        False,
    )


async def record_many(
    *,
    by: Viewer,
    verb: str,
    noun: str,
    persons: Sequence[tuple[UUID, UUID]],
    fields: Iterable[str],
    after: Mapping[str, Any],
    purpose: str = "",
) -> None:
    """Note the same change of many people in one statement: `persons` are (subject, person)."""
    work = current_work()
    names, digest = sorted(fields), _hash(after)
    await work.connection.executemany(
        INSERT,
        [(*_who(work, by), verb, noun, subject, person, names, purpose, None, digest, False)
         for subject, person in persons],
    )  # fmt: skip


async def note_reads(*, by: Viewer, persons: Iterable[UUID], fields: Iterable[str], purpose: str) -> None:
    """Note that identities were shown: one row for each person. A person who looks at themselves is not noted."""
    work = current_work()
    others = [person for person in persons if not by.is_member(person)]
    if others:
        ids = work.new_ids(len(others))
        await work.connection.execute(READS, ids, others, *_who(work, by)[1:], list(fields), purpose)


def _who(work: Work, by: Viewer) -> tuple[Any, ...]:
    return (work.new_id(), work.now, by.account, by.organisation, by.role, by.member)


def _hash(fields: Mapping[str, Any] | None) -> bytes | None:
    if fields is None:
        return None
    return hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).digest()
