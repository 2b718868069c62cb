"""The register's own statements: numbers without gaps, one row for a paper however often its job runs."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from auth.viewer import Viewer
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.text.dates import fiscal_year
from reports.papers.schemas import Content, Mark, Paper

LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
ENTRIES = """
select subject_version, state, content, number, fiscal_year, issued_on from document
where subject = $1 and kind = $2 and issuer = $3 order by subject_version desc
"""
NEXT = """
insert into document_counter (issuer, kind, fiscal_year, last) values ($1, $2, $3, 1)
on conflict (issuer, kind, fiscal_year) do update set last = document_counter.last + 1 returning last
"""
ENTER = """
insert into document (id, kind, subject, subject_version, issuer, owner, member, readers, title, number, fiscal_year,
    issued_on, reissue, file, content, state, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
on conflict (subject, kind, subject_version, issuer) do update set
    readers = excluded.readers, title = excluded.title, number = excluded.number, fiscal_year = excluded.fiscal_year,
    issued_on = excluded.issued_on, reissue = excluded.reissue, file = excluded.file, content = excluded.content,
    state = excluded.state, failure = '', created_at = excluded.created_at, version = document.version + 1
returning id
"""
FAILED = """
insert into document (id, kind, subject, subject_version, issuer, owner, member, readers, title, state, failure,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, '{}', $8, 'failed', $9, $10)
on conflict (subject, kind, subject_version, issuer) do update set
    state = 'failed', failure = excluded.failure, version = document.version + 1
where document.state in ('queued', 'failed')
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of this subject, kind and issuer that the register already has."""

    version: int
    state: str
    content: Content | None
    mark: Mark | None


async def entries_locked(paper: Paper, work: Work) -> list[Entry]:
    """What the register has of this paper, latest version first; until the end of the transaction nobody else adds."""
    await work.connection.execute(LOCK, f"{paper.kind}:{paper.subject}:{paper.issuer}")
    rows = await work.connection.fetch(ENTRIES, paper.subject, paper.kind, paper.issuer)
    return [
        Entry(
            version=row["subject_version"],
            state=row["state"],
            content=msgspec.json.decode(row["content"], type=Content) if row["content"] else None,
            mark=Mark(row["number"], row["fiscal_year"], row["issued_on"]) if row["number"] else None,
        )
        for row in rows
    ]


async def next_number(paper: Paper, day: date, work: Work) -> Mark:
    """The next number of the issuer, kind and fiscal year of `day`. A rollback gives it back: there are no gaps."""
    year = fiscal_year(day)
    number = await work.connection.fetchval(NEXT, paper.issuer, paper.kind, year)
    return Mark(number, year, day)


async def enter(*, paper: Paper, version: int, mark: Mark | None, file: UUID, work: Work) -> UUID:
    """Write the paper into the register; returns its id there."""
    id: UUID = await work.connection.fetchval(
        ENTER, work.new_id(), paper.kind, paper.subject, version, paper.issuer, paper.owner, paper.member,
        paper.readers, paper.title, mark.number if mark else None, mark.fiscal_year if mark else None,
        mark.issued_on if mark else None, bool(mark and mark.reissued_on), file,
        msgspec.json.encode(paper.content).decode(), "issued" if mark else "draft", work.now,
    )  # fmt: skip
    return id


async def note_failure(*, paper: Paper, version: int, failure: str, by: Viewer) -> None:
    """Say why the paper could not be made; a paper that exists stays as it is."""
    async with unit_of_work(by) as work:
        await work.connection.execute(
            FAILED, work.new_id(), paper.kind, paper.subject, version, paper.issuer, paper.owner, paper.member,
            paper.title, failure, work.now,
        )  # fmt: skip
