"""The JSON door of declarations and evidence: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.conflicts import operations
from matching.conflicts.queries import checks, declarations
from matching.conflicts.schemas import CheckRow, DealingOver, Declaration, DeclarationRow


class Evidence(Struct, frozen=True):
    """What was declared, and what was found; latest first."""

    declarations: list[DeclarationRow]
    checks: list[CheckRow]


@get("/api/v1/conflicts")
async def list_conflicts(by: NamedDependency[Viewer]) -> Evidence:
    """Declarations and checks that the viewer sees."""
    return Evidence(await declarations(by=by), await checks(by=by))


@post("/api/v1/conflicts")
async def declare(
    by: NamedDependency[Viewer], data: JSONBody[Declaration], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Declare a dealing with a town."""
    return await once(by, keyed, partial(operations.declare, declaration=data, by=by))


@post("/api/v1/conflicts/{declaration:uuid}/end")
async def end_dealing(
    by: NamedDependency[Viewer],
    declaration: FromPath[UUID],
    data: JSONBody[DealingOver],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """A dealing is over, or will be: its last day and how that is known."""
    return await once(by, keyed, partial(operations.end_dealing, id=declaration, over=data, by=by))


HANDLERS: Sequence[Any] = (list_conflicts, declare, end_dealing)
