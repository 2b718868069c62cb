"""The HTML door of examination fees."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.web.forms import Form, Refused
from foundation.web.rendering import PageRequest, download, page
from foundation.web.sending import sent
from training.fees import operations
from training.fees.access import keeps_fees
from training.fees.queries import fees, receipt_of, year_sums
from training.fees.rules import PAGE_NAMES, PAID_BY
from training.fees.schemas import NewFee


@get("/training/fees")
async def list_fees(
    request: PageRequest,
    by: NamedDependency[Viewer],
    year: FromQuery[int | None] = None,
    organisation: FromQuery[UUID | None] = None,
) -> Response[Any]:
    """The fees the viewer reads, with what each body bore in each year."""
    return await _fees(request, by, year=year, organisation=organisation)


@post("/training/fees")
async def note(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Write down a fee."""
    return await sent(request, by, partial(_noted, by), onward="/training/fees", again=partial(_fees, request, by))


@post("/training/fees/{examination_fee:uuid}/removal")
async def strike(request: PageRequest, by: NamedDependency[Viewer], examination_fee: FromPath[UUID]) -> Response[Any]:
    """Take a fee out."""
    return await sent(
        request, by, lambda _: operations.strike_fee(id=examination_fee, by=by), onward="/training/fees",
        again=partial(_fees, request, by),
    )  # fmt: skip


@get("/training/fees/{examination_fee:uuid}/receipt")
async def show_receipt(by: NamedDependency[Viewer], examination_fee: FromPath[UUID]) -> Response[bytes]:
    """The copy of the receipt."""
    kept = await receipt_of(id=examination_fee, by=by)
    return download(kept.content, media_type=kept.media_type, filename=kept.name)


async def _noted(by: Viewer, form: Form) -> Done:
    new = form.parse(NewFee)
    receipt = next(iter((await form.attached("file")).items()), None)
    return await operations.note_fee(new=new, by=by, receipt=receipt)


async def _fees(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, year: int | None = None,
    organisation: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    rows = await fees(year=year, organisation=organisation, by=by)
    return page(
        request, "fees/list.html", refused=refused, rows=rows, sums=year_sums(rows), keeps=keeps_fees(by),
        payers=PAID_BY, field_names=PAGE_NAMES, year=year,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_fees, note, strike, show_receipt)
