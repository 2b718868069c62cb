"""From the tables of people to cards: two statements for the rows of a page, two for the names on them.

Part of `queries`: nobody else reads it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.scope import Condition, sql_of
from foundation.database.unit_of_work import current_work
from foundation.text.dates import add_months, first_of_month
from registry.capacity.queries import remaining_by_month
from registry.members.rules import MONTHS_SHOWN
from registry.members.schemas import Card, CardSkill
from registry.members.tables import Member
from registry.municipalities.reference import prefecture_names
from registry.skills.queries import skills_by_text
from registry.skills.vocabulary import Named

ROWS: Final = """
select seen.*,
    (select coalesce(array_agg(r.role order by r.role), '{{}}') from card_role r where r.member = seen.id) as roles,
    (select coalesce(json_agg(json_build_object('skill', s.skill, 'level', s.level,
                'verified', s.verified_by is not null) order by s.level desc nulls last, s.id), '[]')
        from card_skill s where s.member = seen.id) as skills
from (
    select id, state, prefecture, experience_band, on_site, remote, forms, certificates from member where {scope}
) seen order by seen.id limit {limit:d} offset {offset:d}
"""


class SkillRow(Struct, frozen=True, gc=False):
    """A skill as the table has it; `skill` is the text of its id."""

    skill: str
    level: int | None
    verified: bool


class CardRow(Struct, frozen=True):
    """A person as the tables have them, before names of skills and places."""

    id: UUID
    state: str
    prefecture: UUID | None
    experience_band: str | None
    on_site: bool
    remote: bool
    forms: list[str]
    certificates: list[str]
    roles: list[str]
    skills: list[SkillRow]


async def count_members(scope: Condition) -> int:
    """How many people lie in a scope."""
    counted: int = await Member.count().where(scope)
    return counted


async def card_rows(scope: Condition, *, limit: int, offset: int) -> list[CardRow]:
    """The people of a scope, ordered by id: an order that says nothing about them."""
    where, values = sql_of(scope)
    rows = await current_work().connection.fetch(ROWS.format(scope=where, limit=limit, offset=offset), *values)
    return [_card_row(dict(row)) for row in rows]


async def cards_from(rows: Sequence[CardRow], *, by: Viewer) -> list[Card]:
    """The cards of these rows, in their order."""
    known = await skills_by_text({held.skill for row in rows for held in row.skills})
    month = first_of_month(current_work().today)
    months = [add_months(month, n) for n in range(MONTHS_SHOWN)]
    remaining = await remaining_by_month(members=[row.id for row in rows], months=months, by=by)
    return [_card(row, known, remaining.get(row.id, {})) for row in rows]


def _card(row: CardRow, known: Mapping[str, Named], remaining: dict[date, int]) -> Card:
    skills = []
    for held in row.skills:
        skill = known[held.skill]
        skills.append(CardSkill(skill.id, skill.name, held.level, held.verified))
    return Card(
        id=row.id, roles=row.roles, skills=skills, experience_band=row.experience_band,
        prefecture=prefecture_names().get(row.prefecture) if row.prefecture else None, remaining=remaining,
        on_site=row.on_site, remote=row.remote, forms=row.forms, certificates=row.certificates,
    )  # fmt: skip


def _card_row(row: dict[str, Any]) -> CardRow:
    return msgspec.convert(row | {"skills": msgspec.json.decode(row["skills"])}, CardRow)
