"""The JSON door of frameworks."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.frameworks import operations
from registry.frameworks.queries import framework_of, overview
from registry.frameworks.schemas import FrameworkPage, FrameworkRecord, FrameworkRow, NewUnion, Participants

Key = NamedDependency[Keyed | None]


@get("/api/v1/frameworks")
async def list_frameworks(by: NamedDependency[Viewer]) -> list[FrameworkRow]:
    """The 47 prefectures, with or without a framework."""
    return await overview(by=by)


@get("/api/v1/frameworks/{code:str}")
async def show_framework(by: NamedDependency[Viewer], code: FromPath[str]) -> FrameworkPage:
    """One prefecture's framework, by its 団体コード."""
    return await framework_of(code=code, by=by)


@post("/api/v1/frameworks/{code:str}")
async def keep_framework(
    by: NamedDependency[Viewer], code: FromPath[str], data: JSONBody[FrameworkRecord], keyed: Key
) -> Done:
    """Record or correct it."""
    return await once(by, keyed, partial(operations.keep_framework, code=code, kept=data, by=by))


@post("/api/v1/frameworks/{code:str}/participants")
async def set_participants(
    by: NamedDependency[Viewer], code: FromPath[str], data: JSONBody[Participants], keyed: Key
) -> Done:
    """Choose who takes part."""
    return await once(by, keyed, partial(operations.set_participants, code=code, chosen=data, by=by))


@post("/api/v1/frameworks/{code:str}/unions")
async def add_union(by: NamedDependency[Viewer], code: FromPath[str], data: JSONBody[NewUnion], keyed: Key) -> Done:
    """Register a union or a group of cities."""
    return await once(by, keyed, partial(operations.add_union, code=code, new=data, by=by))


HANDLERS: Sequence[Any] = (list_frameworks, show_framework, keep_framework, set_participants, add_union)
