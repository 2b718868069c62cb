"""Skills by scheme. Schemes are public; no viewer is needed, only an open unit of work."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct, convert

from foundation.database.scope import among
from foundation.database.unit_of_work import current_work
from foundation.text.search import search_key
from registry.skills.tables import Skill

OWN_SCHEME = "dxpool"


class SkillRow(Struct, frozen=True):
    """A skill of a scheme."""

    id: UUID
    scheme: str
    code: str
    name: str
    role: str | None


async def skills_of_scheme(scheme: str = OWN_SCHEME) -> list[SkillRow]:
    """Every skill of a scheme, in the scheme's order."""
    return [convert(row, SkillRow) for row in await Skill.select().where(Skill.scheme == scheme).order_by(Skill.code)]


async def skill_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Id -> name. Asked once in a unit of work, however many lists want names."""
    known: dict[UUID, str] = current_work().known.setdefault("names of skills", {})
    if missing := set(ids) - known.keys():
        rows = await Skill.select(Skill.id, Skill.name).where(among(Skill.id, missing))
        known.update((row["id"], row["name"]) for row in rows)
    return {id: known[id] for id in ids if id in known}


async def skills_called(key: str) -> list[UUID]:
    """Skills of any scheme whose name holds a word, given as its search key."""
    return [row["id"] for row in await Skill.select(Skill.id, Skill.name) if key in search_key(row["name"])]
