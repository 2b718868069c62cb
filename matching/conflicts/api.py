"""The JSON door of declarations and evidence: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.conflicts import operations
from matching.conflicts.queries import checks, declarations
from matching.conflicts.schemas import CheckRow, Declaration, DeclarationRow


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


HANDLERS: Sequence[Any] = (list_conflicts, declare)
