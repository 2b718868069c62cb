"""Skills by scheme, and what counts as what. Schemes are public; no viewer is needed, only an open unit of work."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from msgspec import Struct, convert

from foundation.database.columns import Period
from foundation.database.unit_of_work import current_work
from registry.skills.schemas import MappingReach, MappingRow, SchemeRow
from registry.skills.tables import Skill
from registry.skills.vocabulary import VOCABULARY, Named

OWN_SCHEME = "dxpool"

COUNTS_AS: Final = "skill_counts_as"
"""View: held, counts_as. Each skill counts as itself and as what it was merged into, split into or is the same as."""

STANDING_FOR: Final = f"select counts_as, held from {COUNTS_AS} where counts_as = any ($1::uuid[])"
SCHEMES: Final = """
select s.code, coalesce(nullif(s.family, ''), s.code) as family, s.name, s.version, s.source, s.valid_from,
    (select count(*) from skill k where k.scheme = s.code)::integer as skills,
    s.code = (select latest.code from skill_scheme latest
        where coalesce(nullif(latest.family, ''), latest.code) = coalesce(nullif(s.family, ''), s.code)
        and coalesce(latest.valid_from, '-infinity') <= $1
        order by latest.valid_from desc nulls last, latest.code limit 1) is true as in_force
from skill_scheme s order by family, s.valid_from desc nulls last, s.code
"""
MAPPINGS: Final = """
select m.id, m.earlier, e.name as earlier_name, es.name || ' ' || es.version as earlier_scheme, m.later,
    l.name as later_name, ls.name || ' ' || ls.version as later_scheme, m.kind, m.during, m.reason,
    o.name as recorder, m.created_at
from skill_mapping m
join skill e on e.id = m.earlier join skill_scheme es on es.code = e.scheme
join skill l on l.id = m.later join skill_scheme ls on ls.code = l.scheme
join organisation o on o.id = m.created_by
where not isempty(m.during) order by m.created_at desc, m.id
"""


class SkillRow(Struct, frozen=True):
    """A skill of a scheme."""

    id: UUID
    scheme: str
    code: str
    name: str
    role: str | None
    area: str = ""


async def skills_of_scheme(scheme: str = OWN_SCHEME) -> list[SkillRow]:
    """Every skill of a scheme, in the scheme's order."""
    return [convert(row, SkillRow) for row in await Skill.select().where(Skill.scheme == scheme).order_by(Skill.code)]


async def skill_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Id -> name. Asks the database only for a skill this process has not met."""
    texts = {id: str(id) for id in ids}
    if any(text not in VOCABULARY.by_id for text in texts.values()):
        await VOCABULARY.read()
    return {id: VOCABULARY.by_id[text].name for id, text in texts.items() if text in VOCABULARY.by_id}


async def skills_by_text(ids: Collection[str]) -> Mapping[str, Named]:
    """Every known skill by its id as it comes in JSON, `ids` among them."""
    if not VOCABULARY.by_id.keys() >= set(ids):
        await VOCABULARY.read()
    return VOCABULARY.by_id


async def skills_called(key: str) -> list[UUID]:
    """Skills of any scheme whose name holds a word, given as its search key."""
    if not VOCABULARY.fresh:
        await VOCABULARY.read()
    return [skill.id for skill in VOCABULARY.by_id.values() if key in skill.key]


async def skills_standing_for(ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Skill -> every skill whose evidence counts as it today, itself among them: a search for it asks for all."""
    found: dict[UUID, set[UUID]] = {id: {id} for id in ids}
    if not found:
        return found
    for row in await current_work().connection.fetch(STANDING_FOR, list(ids)):
        found[row["counts_as"]].add(row["held"])
    return found


async def schemes() -> list[SchemeRow]:
    """Every version of every scheme, the latest of a family first."""
    work = current_work()
    return [convert(dict(row), SchemeRow) for row in await work.connection.fetch(SCHEMES, work.today)]


async def mappings() -> list[MappingRow]:
    """Every mapping, also those that have ended; the last recorded first."""
    rows = []
    for row in await current_work().connection.fetch(MAPPINGS):
        period = Period.of(row["during"])
        rows.append(convert(dict(row) | {"first_day": period.start, "last_day": period.last}, MappingRow))
    return rows


async def people_reached(ids: Collection[UUID]) -> MappingReach:
    """How many people hold evidence under these skills; what a mapping from them would let be found under others."""
    return MappingReach(await current_work().connection.fetchval("select people_holding($1)", list(ids)))
