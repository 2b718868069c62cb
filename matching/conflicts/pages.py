"""The HTML door of declarations and evidence."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from matching.conflicts import operations, rules
from matching.conflicts.access import may_end
from matching.conflicts.queries import checks, declarations, people_in, towns_offered
from matching.conflicts.schemas import DealingOver, Declaration

OfMember = Annotated[UUID | None, QueryParameter(name="member")]


@get("/conflicts")
async def list_conflicts(
    request: PageRequest, by: NamedDependency[Viewer], of_member: OfMember = None
) -> Response[Any]:
    """What was declared, and what the checks found. With a person, a form to declare for them."""
    return await _conflicts(request, by, member=of_member or by.member)


@post("/conflicts")
async def declare(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Declare a dealing with a town."""

    async def again(refused: Refused) -> Response[Any]:
        return await _conflicts(request, by, member=refused.form.first("member") or None, refused=refused)

    return await sent(
        request, by, lambda form: operations.declare(declaration=form.parse(Declaration), by=by),
        onward="/conflicts", again=again,
    )  # fmt: skip


@post("/conflicts/{declaration:uuid}/end")
async def end_dealing(request: PageRequest, by: NamedDependency[Viewer], declaration: FromPath[UUID]) -> Response[Any]:
    """A dealing is over, or will be."""
    return await sent(
        request, by, lambda form: operations.end_dealing(id=declaration, over=form.parse(DealingOver), by=by),
        onward="/conflicts", again=lambda refused: _conflicts(request, by, member=by.member, refused=refused),
    )  # fmt: skip


async def _conflicts(
    request: PageRequest, by: Viewer, *, member: UUID | str | None, refused: Refused | None = None
) -> Response[Any]:
    shown, found = await declarations(by=by), await checks(by=by)
    return page(
        request, "conflicts/list.html", refused=refused, member=member, declarations=shown, checks=found,
        people=await people_in(rows=[*shown, *found], by=by) if by.member is None else {},
        ending={row.id for row in shown if holds(by, Right.ANSWER) and may_end(by, row)},
        towns=await towns_offered(by=by) if member else [], kinds=rules.KINDS, is_member=by.member is not None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_conflicts, declare, end_dealing)
