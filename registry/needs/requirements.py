"""What the needs that the viewer sees want of a person. Part of `queries`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import among
from foundation.database.unit_of_work import reading
from registry.needs.access import requirements_visible_to
from registry.needs.requirement_schemas import RequirementRow, SkillWanted
from registry.needs.tables import NeedRequirement, NeedSkill


async def requirements(*, ids: Collection[UUID], by: Viewer) -> dict[UUID, RequirementRow]:
    """Need -> its complete requirement, for those of `ids` that are visible and have one."""
    if not ids:
        return {}
    async with reading(by):
        rows = await NeedRequirement.select().where(requirements_visible_to(by) & among(NeedRequirement.need, ids))
        wanted = await _skills([row["need"] for row in rows])
        return {row["need"]: _requirement(row, wanted.get(row["need"], ())) for row in rows}


async def _skills(ids: Collection[UUID]) -> dict[UUID, list[SkillWanted]]:
    columns = (NeedSkill.need, NeedSkill.skill, NeedSkill.level, NeedSkill.must, NeedSkill.skill.name.as_alias("name"))
    rows = await NeedSkill.select(*columns).where(among(NeedSkill.need, ids)).order_by(NeedSkill.must, ascending=False)
    wanted: dict[UUID, list[SkillWanted]] = {}
    for row in rows:
        skill = SkillWanted(row["skill"], row["name"], row["level"], row["must"])
        wanted.setdefault(row["need"], []).append(skill)
    return wanted


def _requirement(row: Mapping[str, Any], skills: Sequence[SkillWanted]) -> RequirementRow:
    period = Period.of(row["during"])
    assert period.last is not None
    return RequirementRow(
        need=row["need"],
        municipality=row["municipality"],
        role=row["role"],
        half_days=row["half_days"],
        on_site_half_days=row["on_site_half_days"],
        first_day=period.start,
        last_day=period.last,
        form=row["form"],
        day_rate_ceiling_yen=row["day_rate_ceiling_yen"],
        skills=list(skills),
    )
