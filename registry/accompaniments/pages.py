"""The HTML door of the ministry's support."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
from registry.accompaniments import operations
from registry.accompaniments.access import may_tell
from registry.accompaniments.queries import support, supports
from registry.accompaniments.rules import KINDS, STATES, STEPS, states_after
from registry.accompaniments.schemas import Request, Support, SupportRow

WORDS: Final[dict[str, Any]] = {
    "kinds": KINDS, "states": STATES, "steps": STEPS,
    "field_names": {"kind": "支援の種類", "theme": "テーマ", "prefecture": "都道府県", "held_on": "行う日",
                    "state": "進み具合", **STEPS},
}  # fmt: skip


@get("/accompaniments")
async def list_supports(
    request: PageRequest, by: NamedDependency[Viewer], kind: FromQuery[str] = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The supports the viewer sees."""
    wanted = kind if kind in KINDS else ""
    rows, found = await supports(kind=wanted, number=max(1, number), by=by)
    return page(request, "accompaniments/list.html", rows=rows, found=found, kind=wanted, tells=may_tell(by) is None,
                asks=holds(by, Right.RECOMMEND), **WORDS)  # fmt: skip


@get("/accompaniments/new")
async def new_support(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """An empty form: the ministry's, or a prefecture's request."""
    return await _form(request, by)


@post("/accompaniments")
async def tell_support(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The ministry tells of a support."""
    return await sent(
        request, by, lambda form: operations.tell_support(new=form.parse(Support), by=by),
        onward=lambda done: f"/accompaniments/{done.id}", again=partial(_form, request, by),
    )  # fmt: skip


@post("/accompaniments/requests")
async def ask_for_coordination(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """A prefecture asks."""
    return await sent(
        request, by, lambda form: operations.ask_for_coordination(request=form.parse(Request), by=by),
        onward=lambda done: f"/accompaniments/{done.id}", again=partial(_form, request, by),
    )  # fmt: skip


@get("/accompaniments/{accompaniment:uuid}")
async def show_support(
    request: PageRequest, by: NamedDependency[Viewer], accompaniment: FromPath[UUID]
) -> Response[Any]:
    """One support: its steps, and for the ministry its form."""
    return await _support(request, by, accompaniment)


@post("/accompaniments/{accompaniment:uuid}")
async def keep_support(
    request: PageRequest, by: NamedDependency[Viewer], accompaniment: FromPath[UUID]
) -> Response[Any]:
    """Write what was found, planned and came of it."""
    return await sent(
        request, by, lambda form: operations.keep_support(id=accompaniment, kept=form.parse(Support), by=by),
        onward=f"/accompaniments/{accompaniment}", again=partial(_support, request, by, accompaniment),
    )  # fmt: skip


async def _form(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, row: SupportRow | None = None
) -> Response[Any]:
    return page(
        request, "accompaniments/form.html", row=row, tells=may_tell(by) is None, version=0,
        halls=await bodies_of_kind("prefecture", by=by), open_states=tuple(STATES), refused=refused, **WORDS,
    )  # fmt: skip


async def _support(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await support(id=id, by=by)
    return page(
        request, "accompaniments/show.html", row=row, tells=may_tell(by) is None,
        version=version_shown(refused, row.version), halls=[], open_states=states_after(row.state), refused=refused,
        **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_supports, new_support, tell_support, ask_for_coordination, show_support, keep_support,
)  # fmt: skip
