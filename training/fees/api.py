"""The JSON door of examination fees: the same operations, the same rules."""

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
from training.fees import operations
from training.fees.queries import fees, receipt_of, year_sums
from training.fees.schemas import FeeRow, SentFee, YearSum

Key = NamedDependency[Keyed | None]


class Fees(Struct, frozen=True):
    """Fees, and what each body bore in each year."""

    fees: list[FeeRow]
    sums: list[YearSum]


@get("/api/v1/training/fees")
async def list_fees(
    by: NamedDependency[Viewer], year: FromQuery[int | None] = None, organisation: FromQuery[UUID | None] = None
) -> Fees:
    """The fees the viewer reads."""
    rows = await fees(year=year, organisation=organisation, by=by)
    return Fees(rows, year_sums(rows))


@post("/api/v1/training/fees")
async def note(by: NamedDependency[Viewer], data: JSONBody[SentFee], keyed: Key) -> Done:
    """Write down a fee."""
    receipt = (data.filename or "領収書", data.content) if data.content else None
    return await once(by, keyed, partial(operations.note_fee, new=data, receipt=receipt, by=by))


@post("/api/v1/training/fees/{examination_fee:uuid}/removal")
async def strike(by: NamedDependency[Viewer], examination_fee: FromPath[UUID], keyed: Key) -> Done:
    """Take a fee out."""
    return await once(by, keyed, partial(operations.strike_fee, id=examination_fee, by=by))


@get("/api/v1/training/fees/{examination_fee:uuid}/receipt")
async def show_receipt(by: NamedDependency[Viewer], examination_fee: FromPath[UUID]) -> Response[bytes]:
    """The copy of the receipt."""
    kept = await receipt_of(id=examination_fee, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


HANDLERS: Sequence[Any] = (list_fees, note, strike, show_receipt)
