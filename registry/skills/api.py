"""The JSON door of skills."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.database.unit_of_work import reading
from registry.skills import operations
from registry.skills.queries import OWN_SCHEME, SkillRow, mappings, schemes, skills_of_scheme
from registry.skills.schemas import (
    MappingEnd,
    MappingReach,
    MappingRow,
    NewMapping,
    SchemeRow,
    SchemeUpload,
    SchemeWords,
)

Key = NamedDependency[Keyed | None]


class SkillPage(Struct, frozen=True):
    """Every scheme, the skills of one, and which skill became which."""

    schemes: list[SchemeRow]
    skills: list[SkillRow]
    mappings: list[MappingRow]


@get("/api/v1/skills")
async def list_skills(by: NamedDependency[Viewer], scheme: FromQuery[str] = OWN_SCHEME) -> SkillPage:
    """Every scheme; the skills of one; every mapping."""
    async with reading(by):
        return SkillPage(await schemes(), await skills_of_scheme(scheme), await mappings())


@post("/api/v1/skills/schemes")
async def import_scheme(by: NamedDependency[Viewer], data: JSONBody[SchemeUpload], keyed: Key) -> Done:
    """Bring in a version of a scheme."""
    words = SchemeWords.model_validate(data.model_dump(exclude={"content"}))
    return await once(by, keyed, partial(operations.import_scheme, words=words, content=data.content, by=by))


@post("/api/v1/skills/mappings")
async def map_skills(by: NamedDependency[Viewer], data: JSONBody[NewMapping], keyed: Key) -> Done:
    """Say which skill became which."""
    return await once(by, keyed, partial(operations.map_skills, new=data, by=by))


@post("/api/v1/skills/mappings/preview", status_code=HTTP_200_OK)
async def preview_mapping(by: NamedDependency[Viewer], data: JSONBody[NewMapping]) -> MappingReach:
    """How many people a mapping would reach; nothing is kept."""
    return await operations.preview_mapping(new=data, by=by)


@post("/api/v1/skills/mappings/{mapping:uuid}/end")
async def end_mapping(
    by: NamedDependency[Viewer], mapping: FromPath[UUID], data: JSONBody[MappingEnd], keyed: Key
) -> Done:
    """Let a mapping hold until a last day."""
    return await once(by, keyed, partial(operations.end_mapping, id=mapping, end=data, by=by))


HANDLERS: Sequence[Any] = (list_skills, import_scheme, map_skills, preview_mapping, end_mapping)
