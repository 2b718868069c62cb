"""The HTML door of declarations and evidence."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.conflicts import operations, rules
from matching.conflicts.queries import checks, declarations, towns_offered
from matching.conflicts.schemas import Declaration

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
    form = await read_form(request)
    try:
        act = partial(operations.declare, declaration=form.parse(Declaration), by=by)
        await once(by, form.keyed("declare"), act)
    except Refusal as refusal:
        return await _conflicts(request, by, member=form.first("member") or None, form=form, refusal=refusal)
    return redirect("/conflicts")


async def _conflicts(
    request: PageRequest,
    by: Viewer,
    *,
    member: UUID | str | None,
    form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:
    return page(
        request, "conflicts/list.html", status=refusal.status if refusal else 200, member=member,
        declarations=await declarations(by=by), checks=await checks(by=by),
        towns=await towns_offered(by=by) if member else [],
        kinds=rules.KINDS, is_member=by.member is not None, form=form, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_conflicts, declare)
