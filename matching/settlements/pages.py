"""The HTML door of settlements."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Annotated, Any, TypeVar
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.text.shape import Shape
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from matching.appointments.papers import drawn_by
from matching.settlements import operations
from matching.settlements.access import may_keep
from matching.settlements.queries import settlement_page, settlements
from matching.settlements.rules import COST_KINDS, LIFE
from matching.settlements.schemas import Assent, NewCost, NewSettlement, Paid, Seen, Told
from matching.settlements.years import years_to_settle

Form = TypeVar("Form", bound=Shape)
InState = Annotated[str, QueryParameter(name="state")]
"""`state` itself is a reserved name in handlers."""


@get("/settlements")
async def list_settlements(
    request: PageRequest, by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The settlements the viewer reads, and the years that are still to be settled."""
    return await _list(request, by, None, in_state, number)


@post("/settlements")
async def open_settlement(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Open the settlement of an agreement's year."""
    return await sent(
        request, by, lambda form: operations.open_settlement(new=form.parse(NewSettlement), by=by),
        onward=lambda done: f"/settlements/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/settlements/{settlement:uuid}")
async def show_settlement(
    request: PageRequest, by: NamedDependency[Viewer], settlement: FromPath[UUID]
) -> Response[Any]:
    """Costs, shares, what was paid, who agreed."""
    return await _show(request, by, settlement)


@post("/settlements/{settlement:uuid}/costs")
async def enter_cost(request: PageRequest, by: NamedDependency[Viewer], settlement: FromPath[UUID]) -> Response[Any]:
    """Enter a cost of the year."""
    return await _step(
        request, by, settlement, lambda form: operations.enter_cost(id=settlement, cost=form.parse(NewCost), by=by)
    )


@post("/settlements/{settlement:uuid}/costs/{settlement_cost:uuid}/removal")
async def strike_cost(
    request: PageRequest, by: NamedDependency[Viewer], settlement: FromPath[UUID], settlement_cost: FromPath[UUID]
) -> Response[Any]:
    """Take a cost out again."""
    return await _step(
        request, by, settlement,
        lambda form: operations.strike_cost(id=settlement, cost=settlement_cost, seen=form.parse(Seen), by=by),
    )  # fmt: skip


def _moved(place: str, shape: type[Form], verb: Callable[[UUID, Form, Viewer], Awaitable[Done]]) -> Any:
    """The door of a form that carries a settlement on: `place` under its address, what it holds, what it does."""

    @post(f"/settlements/{{settlement:uuid}}/{place}")
    async def move(request: PageRequest, by: NamedDependency[Viewer], settlement: FromPath[UUID]) -> Response[Any]:
        return await _step(request, by, settlement, lambda form: verb(settlement, form.parse(shape), by))

    return move


note_paid = _moved("paid", Paid, lambda id, paid, by: operations.note_paid(id=id, paid=paid, by=by))
tell_settlement = _moved("telling", Seen, lambda id, seen, by: operations.tell_settlement(id=id, seen=seen, by=by))
recall_settlement = _moved("recall", Told, lambda id, told, by: operations.recall_settlement(id=id, told=told, by=by))
agree_settlement = _moved(
    "assent", Assent, lambda id, assent, by: operations.agree_settlement(id=id, assent=assent, by=by)
)
close_settlement = _moved("closing", Seen, lambda id, seen, by: operations.close_settlement(id=id, seen=seen, by=by))


@post("/settlements/{settlement:uuid}/correction")
async def correct_settlement(
    request: PageRequest, by: NamedDependency[Viewer], settlement: FromPath[UUID]
) -> Response[Any]:
    """Open the correction of a closed year."""
    return await sent(
        request, by, lambda form: operations.correct_settlement(id=settlement, told=form.parse(Told), by=by),
        onward=lambda done: f"/settlements/{done.id}", again=partial(_show, request, by, settlement),
    )  # fmt: skip


async def _step(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    return await sent(request, by, act, onward=f"/settlements/{id}", again=partial(_show, request, by, id))


async def _list(
    request: PageRequest, by: Viewer, refused: Refused | None = None, state: str = "", number: int = 1
) -> Response[Any]:
    states = [state] if state in LIFE.words else []
    rows, found = await settlements(by=by, states=states, number=max(1, number))
    return page(
        request, "settlements/list.html", settlements=rows, found=found, state=state, life=LIFE, refused=refused,
        years=await years_to_settle(by=by) if holds(by, Right.SETTLE) else [],
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await settlement_page(id=id, by=by)
    row = shown.settlement
    open_verbs = {step.verb for step in LIFE.open_to(by, row.state)}
    keeps = may_keep(by, row) is None
    mine = next((share for share in shown.shares if by.acts_for(share.organisation)), None)
    return page(
        request, "settlements/show.html", shown=shown, row=row, life=LIFE, kinds=COST_KINDS,
        verbs=open_verbs if keeps else set(), mine=mine,
        agrees="agree" in open_verbs and mine is not None and mine.agreed_at is None,
        papers=drawn_by(by, "agreement", pool=row.owner), version=version_shown(refused, row.version), refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_settlements, open_settlement, show_settlement, enter_cost, strike_cost, note_paid, tell_settlement,
    recall_settlement, agree_settlement, close_settlement, correct_settlement,
)  # fmt: skip
