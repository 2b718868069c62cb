"""Skills by scheme. Schemes are public; no viewer is needed, only an open unit of work."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct, convert

from foundation.database.scope import among
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
    """Id -> name."""
    if not ids:
        return {}
    rows = await Skill.select(Skill.id, Skill.name).where(among(Skill.id, ids))
    return {row["id"]: row["name"] for row in rows}
