"""Questions about examination fees."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.files.store import StoredFile, open_file
from training.fees.access import fees_visible_to
from training.fees.rules import COUNTS
from training.fees.schemas import FeeRow, YearSum
from training.fees.tables import ExaminationFee


async def fees(*, by: Viewer, year: int | None = None, organisation: UUID | None = None) -> list[FeeRow]:
    """The fees the viewer reads, of a fiscal year and a body or of all; the latest day first."""
    scope = fees_visible_to(by)
    if year is not None:
        scope = scope & (ExaminationFee.fiscal_year == year)
    if organisation is not None:
        scope = scope & (ExaminationFee.organisation == organisation)
    async with reading(by):
        rows = await ExaminationFee.select().where(scope).order_by(
            ExaminationFee.sat_on, ExaminationFee.id, ascending=False
        )  # fmt: skip
        return await _rows(rows, by)


async def fee_page(*, id: UUID, by: Viewer) -> FeeRow:
    """One fee. Raises `NotFound`."""
    async with reading(by):
        rows = await ExaminationFee.select().where(fees_visible_to(by) & (ExaminationFee.id == id))
        if not rows:
            raise NotFound
        return (await _rows(rows, by))[0]


async def receipt_of(*, id: UUID, by: Viewer) -> StoredFile:
    """The copy of the receipt, handed out by the body that keeps it. Raises `NotFound`."""
    async with reading(by):
        row = await fee_page(id=id, by=by)
        found = await ExaminationFee.select(ExaminationFee.evidence).where(ExaminationFee.id == id)
    if found[0]["evidence"] is None:
        raise NotFound
    return await open_file(
        id=found[0]["evidence"], by=by if by.acts_for(row.organisation) else Viewer.system(row.organisation)
    )


def year_sums(rows: Iterable[FeeRow]) -> list[YearSum]:
    """What each body bore itself in each fiscal year; the latest year first, then by name."""
    found: dict[tuple[int, UUID], list[FeeRow]] = {}
    for row in rows:
        if row.counts:
            found.setdefault((row.fiscal_year, row.organisation), []).append(row)
    sums = [
        YearSum(body, borne[0].organisation_name, year, len({row.taker for row in borne}),
                sum(row.amount for row in borne))
        for (year, body), borne in found.items()
    ]  # fmt: skip
    return sorted(sums, key=lambda one: (-one.fiscal_year, one.organisation_name))


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[FeeRow]:
    names = await names_of({row["organisation"] for row in rows}, by=by)
    return [
        convert(
            {**row, "organisation_name": names[row["organisation"]], "evidence": row["evidence"] is not None,
             "counts": row["paid_by"] in COUNTS},
            FeeRow,
        )
        for row in rows
    ]  # fmt: skip
