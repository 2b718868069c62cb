"""The JSON door of the ministry's support."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.accompaniments import operations
from registry.accompaniments.queries import support, supports
from registry.accompaniments.rules import KINDS
from registry.accompaniments.schemas import Request, Support, SupportRow

Key = NamedDependency[Keyed | None]


class SupportList(Struct, frozen=True):
    """A page of supports."""

    total: int
    number: int
    last: int
    supports: list[SupportRow]


@get("/api/v1/accompaniments")
async def list_supports(
    by: NamedDependency[Viewer], kind: FromQuery[str] = "", number: FromQuery[int] = 1
) -> SupportList:
    """The supports the viewer sees."""
    rows, found = await supports(kind=kind if kind in KINDS else "", number=max(1, number), by=by)
    return SupportList(found.total, found.number, found.last, rows)


@get("/api/v1/accompaniments/{accompaniment:uuid}")
async def show_support(by: NamedDependency[Viewer], accompaniment: FromPath[UUID]) -> SupportRow:
    """One support."""
    return await support(id=accompaniment, by=by)


@post("/api/v1/accompaniments")
async def tell_support(by: NamedDependency[Viewer], data: JSONBody[Support], keyed: Key) -> Done:
    """The ministry tells of a support."""
    return await once(by, keyed, partial(operations.tell_support, new=data, by=by))


@post("/api/v1/accompaniments/requests")
async def ask_for_coordination(by: NamedDependency[Viewer], data: JSONBody[Request], keyed: Key) -> Done:
    """A prefecture asks."""
    return await once(by, keyed, partial(operations.ask_for_coordination, request=data, by=by))


@post("/api/v1/accompaniments/{accompaniment:uuid}")
async def keep_support(
    by: NamedDependency[Viewer], accompaniment: FromPath[UUID], data: JSONBody[Support], keyed: Key
) -> Done:
    """Write what was found, planned and came of it."""
    return await once(by, keyed, partial(operations.keep_support, id=accompaniment, kept=data, by=by))


HANDLERS: Sequence[Any] = (list_supports, show_support, tell_support, ask_for_coordination, keep_support)
