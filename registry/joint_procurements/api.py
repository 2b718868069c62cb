"""The JSON door of the board."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import download
from registry.joint_procurements import operations
from registry.joint_procurements.queries import kinds_told, paper, procurement_page, procurements
from registry.joint_procurements.schemas import (
    Enquiry,
    FileUpload,
    KindRow,
    Procurement,
    ProcurementPage,
    ProcurementRow,
)

Key = NamedDependency[Keyed | None]


class Board(Struct, frozen=True):
    """A page of the board, and the kinds of systems."""

    total: int
    number: int
    last: int
    procurements: list[ProcurementRow]
    kinds: list[KindRow]


@get("/api/v1/joint-procurements")
async def list_procurements(
    by: NamedDependency[Viewer],
    words: FromQuery[str] = "",
    system: FromQuery[int] = 0,
    cost_basis: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Board:
    """The board."""
    rows, found = await procurements(words=words, system=system, cost_basis=cost_basis, number=max(1, number), by=by)
    return Board(found.total, found.number, found.last, rows, await kinds_told(words=words, by=by))


@get("/api/v1/joint-procurements/{procurement:uuid}")
async def show_procurement(by: NamedDependency[Viewer], procurement: FromPath[UUID]) -> ProcurementPage:
    """One procurement with its papers."""
    return await procurement_page(id=procurement, by=by)


@post("/api/v1/joint-procurements")
async def tell_procurement(by: NamedDependency[Viewer], data: JSONBody[Procurement], keyed: Key) -> Done:
    """Put it on the board."""
    return await once(by, keyed, partial(operations.tell_procurement, new=data, by=by))


@post("/api/v1/joint-procurements/{procurement:uuid}")
async def keep_procurement(
    by: NamedDependency[Viewer], procurement: FromPath[UUID], data: JSONBody[Procurement], keyed: Key
) -> Done:
    """Correct it."""
    return await once(by, keyed, partial(operations.keep_procurement, id=procurement, kept=data, by=by))


@post("/api/v1/joint-procurements/{procurement:uuid}/enquiries")
async def ask_owner(
    by: NamedDependency[Viewer], procurement: FromPath[UUID], data: JSONBody[Enquiry], keyed: Key
) -> Done:
    """Ask the body that told of it."""
    return await once(by, keyed, partial(operations.ask_owner, procurement=procurement, enquiry=data, by=by))


@post("/api/v1/joint-procurements/{procurement:uuid}/files")
async def share_paper(
    by: NamedDependency[Viewer], procurement: FromPath[UUID], data: JSONBody[FileUpload], keyed: Key
) -> Done:
    """Share a specification."""
    act = partial(operations.share_paper, procurement=procurement, filename=data.filename, content=data.content, by=by)
    return await once(by, keyed, act)


@get("/api/v1/joint-procurements/{procurement:uuid}/files/{shared_file:uuid}")
async def show_paper(
    by: NamedDependency[Viewer], procurement: FromPath[UUID], shared_file: FromPath[UUID]
) -> Response[bytes]:
    """The bytes."""
    kept = await paper(procurement=procurement, file=shared_file, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (
    list_procurements, show_procurement, tell_procurement, keep_procurement, ask_owner, share_paper, show_paper,
)  # fmt: skip
