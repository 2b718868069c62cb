"""Taking many new people into a pool at once: what `register_member` writes, in one statement for each table.

Part of `operations`: called inside the unit of work of an import, which has checked the right and the places.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from asyncpg import Range

from auth.journal.operations import record_many
from auth.viewer import Viewer
from foundation.database.unit_of_work import Work
from foundation.text.sheet_shape import SheetRow
from registry.capacity.offering import offer_first_days
from registry.disclosures.opening import open_to_pool
from registry.members.roster_rows import RosterPerson
from registry.members.rules import MemberState, state_after
from registry.members.schemas import NewMember
from registry.members.writing import identity_fields

# Lists travel as text: PostgreSQL would flatten a list of lists, and codes hold no comma.
MEMBERS: Final = """
insert into member (id, registered_by, state, created_at, changed_at, prefecture, experience_band, on_site, remote,
    forms, certificates)
select new.id, $1, new.state, $2, $2, new.prefecture, new.band, new.on_site, new.remote,
    string_to_array(new.forms, ','), string_to_array(new.certificates, ',')
from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::boolean[], $8::boolean[], $9::text[], $10::text[])
    as new (id, state, prefecture, band, on_site, remote, forms, certificates)
"""
MEMBERSHIPS: Final = """
insert into pool_membership (id, member, pool, external_key, row_hash, during)
select new.id, new.member, $1, new.external_key, new.row_hash, $2
from unnest($3::uuid[], $4::uuid[], $5::text[], $6::bytea[]) as new (id, member, external_key, row_hash)
"""
IDENTITIES: Final = """
insert into member_identity (member, name, kana, search_key, kana_key, email, phone, employer_name, side_jobs)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[])
"""
NOTES: Final = """
insert into pool_note (id, member, pool, note)
select new.id, new.member, $1, new.note from unnest($2::uuid[], $3::uuid[], $4::text[]) as new (id, member, note)
"""
ROLES: Final = "insert into member_role (member, role) select * from unnest($1::uuid[], $2::text[])"
SKILLS: Final = """
insert into member_skill (id, member, skill, level)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[])
"""
TERMS: Final = """
insert into member_terms (member, base, travel_limit_minutes, max_municipalities, day_rate_yen)
select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[])
"""
PURPOSE: Final = "名簿の取り込み"

NewPerson = tuple[UUID, SheetRow[RosterPerson]]


async def take_in_new(rows: Sequence[SheetRow[RosterPerson]], *, work: Work, by: Viewer) -> None:
    """Card, membership, the basis for the name, identity, details and first days of every person."""
    if not rows:
        return
    people: list[NewPerson] = [(work.new_id(), row) for row in rows]
    ids = [id for id, _ in people]
    await _cards(people, work=work, by=by)
    await _memberships(people, work=work, by=by)
    await open_to_pool(members=ids, by=by)
    await _identities(people, work=work)
    await _details(people, work=work)
    await _notes(people, work=work, by=by)
    await offer_first_days(offers={id: row.value.days for id, row in people if row.value.days}, by=by)
    await record_many(by=by, verb="register_member", noun="member", persons=[(id, id) for id in ids],
                      fields=("state", "roles"), after={"people": len(ids)}, purpose=PURPOSE)  # fmt: skip


async def _cards(people: Sequence[NewPerson], *, work: Work, by: Viewer) -> None:
    rows = [
        (id, _state(new), new.prefecture, new.experience_band, new.on_site, new.remote, ",".join(new.forms),
         ",".join(new.certificates))
        for id, new in _shapes(people)
    ]  # fmt: skip
    await work.connection.execute(MEMBERS, by.organisation, work.now, *_columns(rows))


async def _memberships(people: Sequence[NewPerson], *, work: Work, by: Viewer) -> None:
    rows = [(work.new_id(), id, row.key, row.row_hash) for id, row in people]
    await work.connection.execute(MEMBERSHIPS, by.organisation, Range(work.today, None), *_columns(rows))


async def _identities(people: Sequence[NewPerson], *, work: Work) -> None:
    rows = []
    for id, new in _shapes(people):
        fields = identity_fields(new)
        rows.append((id, fields["name"], fields["kana"], fields["search_key"], fields["kana_key"], fields["email"],
                     fields["phone"], fields["employer_name"], fields["side_jobs"]))  # fmt: skip
    await work.connection.execute(IDENTITIES, *_columns(rows))


async def _details(people: Sequence[NewPerson], *, work: Work) -> None:
    roles = [(id, role) for id, new in _shapes(people) for role in new.roles]
    if roles:
        await work.connection.execute(ROLES, *_columns(roles))
    skills = [(work.new_id(), id, held.skill, held.level) for id, new in _shapes(people) for held in new.skills]
    if skills:
        await work.connection.execute(SKILLS, *_columns(skills))
    terms = [(id, new.base, new.travel_limit_minutes, new.max_municipalities, new.day_rate_yen)
             for id, new in _shapes(people)]  # fmt: skip
    await work.connection.execute(TERMS, *_columns(terms))


async def _notes(people: Sequence[NewPerson], *, work: Work, by: Viewer) -> None:
    notes = [(work.new_id(), id, new.note) for id, new in _shapes(people) if new.note]
    if notes:
        await work.connection.execute(NOTES, by.organisation, *_columns(notes))


def _shapes(people: Iterable[NewPerson]) -> Iterable[tuple[UUID, NewMember]]:
    return ((id, row.value.member) for id, row in people)


def _state(new: NewMember) -> MemberState:
    return state_after(MemberState.ACTIVE, roles=new.roles, levels=[held.level for held in new.skills])


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
