"""The JSON door of settlements: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.settlements import operations
from matching.settlements.queries import settlement_page, settlements
from matching.settlements.rules import LIFE
from matching.settlements.schemas import (
    Assent,
    NewCost,
    NewSettlement,
    Paid,
    Seen,
    SettlementPage,
    SettlementRow,
    Told,
)
from matching.settlements.years import YearToSettle, years_to_settle

InState = Annotated[str, QueryParameter(name="state")]
Key = NamedDependency[Keyed | None]
Of = FromPath[UUID]


class SettlementList(Struct, frozen=True):
    """A page of settlements; `years`: those of the viewer's own agreements that are still to be opened."""

    total: int
    number: int
    last: int
    settlements: list[SettlementRow]
    years: list[YearToSettle]


@get("/api/v1/settlements")
async def list_settlements(
    by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> SettlementList:
    """The settlements the viewer reads."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await settlements(by=by, states=states, number=max(1, number))
    return SettlementList(found.total, found.number, found.last, rows, await years_to_settle(by=by))


@post("/api/v1/settlements")
async def open_settlement(by: NamedDependency[Viewer], data: JSONBody[NewSettlement], keyed: Key) -> Done:
    """Open the settlement of an agreement's year."""
    return await once(by, keyed, partial(operations.open_settlement, new=data, by=by))


@get("/api/v1/settlements/{settlement:uuid}")
async def show_settlement(by: NamedDependency[Viewer], settlement: Of) -> SettlementPage:
    """One settlement with its costs and parts."""
    return await settlement_page(id=settlement, by=by)


@post("/api/v1/settlements/{settlement:uuid}/costs")
async def enter_cost(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[NewCost], keyed: Key) -> Done:
    """Enter a cost of the year."""
    return await once(by, keyed, partial(operations.enter_cost, id=settlement, cost=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/costs/{settlement_cost:uuid}/removal")
async def strike_cost(
    by: NamedDependency[Viewer], settlement: Of, settlement_cost: FromPath[UUID], data: JSONBody[Seen], keyed: Key
) -> Done:
    """Take a cost out again."""
    act = partial(operations.strike_cost, id=settlement, cost=settlement_cost, seen=data, by=by)
    return await once(by, keyed, act)


@post("/api/v1/settlements/{settlement:uuid}/paid")
async def note_paid(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Paid], keyed: Key) -> Done:
    """Write down what each body has paid before."""
    return await once(by, keyed, partial(operations.note_paid, id=settlement, paid=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/telling")
async def tell_settlement(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Seen], keyed: Key) -> Done:
    """Fix the shares and tell every body."""
    return await once(by, keyed, partial(operations.tell_settlement, id=settlement, seen=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/recall")
async def recall_settlement(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Told], keyed: Key) -> Done:
    """Take back what was told."""
    return await once(by, keyed, partial(operations.recall_settlement, id=settlement, told=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/assent")
async def agree_settlement(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Assent], keyed: Key) -> Done:
    """The viewer's body agrees to its part."""
    return await once(by, keyed, partial(operations.agree_settlement, id=settlement, assent=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/closing")
async def close_settlement(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Seen], keyed: Key) -> Done:
    """Close the year."""
    return await once(by, keyed, partial(operations.close_settlement, id=settlement, seen=data, by=by))


@post("/api/v1/settlements/{settlement:uuid}/correction")
async def correct_settlement(by: NamedDependency[Viewer], settlement: Of, data: JSONBody[Told], keyed: Key) -> Done:
    """Open the correction of a closed year."""
    return await once(by, keyed, partial(operations.correct_settlement, id=settlement, told=data, by=by))


HANDLERS: Sequence[Any] = (
    list_settlements, open_settlement, show_settlement, enter_cost, strike_cost, note_paid, tell_settlement,
    recall_settlement, agree_settlement, close_settlement, correct_settlement,
)  # fmt: skip
