"""Whose rows, which fields, in which period: what a report of a leak has to say (個人情報の保護に関する法律 第68条)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import Struct, convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work

SCOPE: Final = """
with touched as (
    select person, fields, is_read, organisation, account, at from journal_whole
    where at >= $1 and at < $2 and person is not null
        and ($3::uuid is null or organisation = $3) and ($4::uuid is null or account = $4)
), entries as (
    select person, count(*) filter (where is_read) as reads, count(*) filter (where not is_read) as changes,
        min(at) as first, max(at) as last, array_agg(distinct organisation) filter (where organisation is not null)
            as bodies,
        array_agg(distinct account) filter (where account is not null) as accounts
    from touched group by person
), named as (
    select person, array_agg(distinct field order by field) as fields from touched, unnest(fields) field group by person
)
select entries.person, reads, changes, first, last, coalesce(bodies, '{}') as bodies,
    coalesce(accounts, '{}') as accounts, coalesce(named.fields, '{}') as fields
from entries left join named using (person) order by first, person
"""
REPORTED_FROM: Final = 100
"""A leak of so many people has to be reported, whatever the cause (施行規則 第43条第3号)."""


class Affected(Struct, frozen=True):
    """A person whose rows were read or changed: which fields, how often, by which bodies and accounts (ids)."""

    person: UUID
    fields: list[str]
    reads: int
    changes: int
    bodies: list[UUID]
    accounts: list[UUID]
    first: datetime
    last: datetime


class Scope(Struct, frozen=True):
    """Everybody affected between two moments (the second excluded). `fields`: field -> how many people."""

    since: datetime
    until: datetime
    people: int
    fields: dict[str, int]
    affected: list[Affected]


async def incident_scope(
    *, since: datetime, until: datetime, body: UUID | None = None, account: UUID | None = None
) -> Scope:
    """Whose identity was read or changed, by anybody or by one body or one account. For the role `worker`."""
    async with unit_of_work(Viewer.public()) as work:
        rows = await work.connection.fetch(SCOPE, since, until, body, account)
    affected = [convert(dict(row), Affected) for row in rows]
    fields = Counter(field for one in affected for field in one.fields)
    return Scope(since, until, len(affected), dict(fields.most_common()), affected)


def told_scope(scope: Scope) -> Iterator[str]:
    """The same for people to read."""
    yield f"対象になった人 {scope.people}人"
    if scope.people >= REPORTED_FROM:
        yield f"{REPORTED_FROM}人以上です。個人情報保護委員会への報告と、本人への通知が要ります。"
    yield from (f"項目 {field} {people}人" for field, people in scope.fields.items())
    for one in scope.affected:
        yield (
            f"{one.person} 閲覧{one.reads}回 変更{one.changes}回 "
            f"{one.first:%Y-%m-%dT%H:%M:%SZ}から{one.last:%Y-%m-%dT%H:%M:%SZ}まで {','.join(one.fields)}"
        )
