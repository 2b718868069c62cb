"""What the forms about people offer to choose from. Part of `queries`."""

from uuid import UUID

from msgspec import Struct

from auth.organisations.queries import bodies_of_kind, body
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.members.queries import pools_of
from registry.municipalities.queries import towns_of
from registry.skills.queries import SkillRow, skills_of_scheme


class Choices(Struct, frozen=True):
    """Prefectures of Japan, the towns of the pool's prefecture, the skills of our own scheme."""

    prefectures: list[tuple[UUID, str]]
    towns: list[tuple[UUID, str]]
    skills: list[SkillRow]


async def choices_for(*, by: Viewer) -> Choices:
    """For the pool that the viewer keeps or, a member, is in."""
    async with reading(by):
        pool = by.organisation or next(iter(await pools_of(by=by)), None)
        owner = await body(id=pool, by=by) if pool else None
        towns = await towns_of(prefecture=owner.prefecture, by=by) if owner and owner.prefecture else []
        return Choices(
            prefectures=[(hall.id, hall.name) for hall in await bodies_of_kind("prefecture", by=by)],
            towns=[(town.id, town.name) for town in towns],
            skills=await skills_of_scheme(),
        )
