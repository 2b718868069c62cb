"""From a shape to the rows of a person. Part of `operations`: called inside its unit of work, checks no right."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.scope import Condition
from foundation.database.unit_of_work import Work
from foundation.text.search import search_key
from registry.members.schemas import NewMember
from registry.members.tables import MemberIdentity, MemberRole, MemberSkill

CARD: Final = {"prefecture", "experience_band", "on_site", "remote", "forms", "certificates"}
IDENTITY: Final = {"name", "kana", "email", "phone", "employer", "employer_name", "side_jobs"}

# Proof stays with the body that saw it for as long as the level stays; a new level wants new proof. A row that stays
# as it is is not written: nobody may write in the name of another pool that saw proof.
SKILL: Final = """
insert into member_skill (id, member, skill, level, verified_by) values ($1, $2, $3, $4, $5)
on conflict (member, skill) do update set level = excluded.level,
    verified_by = case when excluded.verified_by is null then null
        when member_skill.level is not distinct from excluded.level
        then coalesce(member_skill.verified_by, excluded.verified_by) else excluded.verified_by end
where member_skill.level is distinct from excluded.level
    or (member_skill.verified_by is null) <> (excluded.verified_by is null)
"""
NOTE: Final = """
insert into pool_note (id, member, pool, note) values ($1, $2, $3, $4)
on conflict (member, pool) do update set note = excluded.note
"""
TERMS: Final = """
insert into member_terms (member, base, travel_limit_minutes, max_municipalities, day_rate_yen)
values ($1, $2, $3, $4, $5)
on conflict (member) do update set base = excluded.base, travel_limit_minutes = excluded.travel_limit_minutes,
    max_municipalities = excluded.max_municipalities, day_rate_yen = excluded.day_rate_yen
"""


def card_fields(new: NewMember) -> dict[str, Any]:
    """What `member` holds."""
    return new.model_dump(include=CARD)


def identity_fields(new: NewMember) -> dict[str, Any]:
    """What `member_identity` holds; names as entered, their keys beside them."""
    return new.model_dump(include=IDENTITY) | {"search_key": search_key(new.name), "kana_key": search_key(new.kana)}


def own_columns(given: Mapping[str, Any]) -> dict[Any, Any]:
    """What a person wrote about themselves, by column, with the keys of names."""
    keys = {key: search_key(given[field]) for field, key in (("name", "search_key"), ("kana", "kana_key"))
            if field in given}  # fmt: skip
    return {getattr(MemberIdentity, name): value for name, value in {**given, **keys}.items()}


def identity_columns(new: NewMember) -> dict[Any, Any]:
    """The same, by column."""
    return {getattr(MemberIdentity, name): value for name, value in identity_fields(new).items()}


async def write_details(id: UUID, new: NewMember, *, work: Work, by: Viewer) -> None:
    """Roles, skills, terms and the acting pool's note as the shape says; what it does not name goes."""
    await MemberRole.delete().where(MemberRole.member == id)
    if new.roles:
        await MemberRole.insert(*(MemberRole(member=id, role=role) for role in new.roles))
    gone: Condition = MemberSkill.member == id
    if new.skills:
        gone = gone & MemberSkill.skill.not_in([held.skill for held in new.skills])
    await MemberSkill.delete().where(gone)
    await work.connection.executemany(
        SKILL,
        [(work.new_id(), id, held.skill, held.level, by.organisation if held.verified else None)
         for held in new.skills],
    )  # fmt: skip
    await work.connection.execute(
        TERMS, id, new.base, new.travel_limit_minutes, new.max_municipalities, new.day_rate_yen
    )
    await work.connection.execute(NOTE, work.new_id(), id, by.organisation, new.note)
