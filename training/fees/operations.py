"""Writing down an examination's fee, and taking it out again."""

from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from foundation.files.sniffing import MediaType
from foundation.files.store import remove_files, store_file
from foundation.text.dates import fiscal_year
from foundation.text.wareki import fiscal_year_name
from training.fees.access import keeps_fees
from training.fees.queries import fee_page
from training.fees.rules import COURSE, FIRST_YEAR
from training.fees.schemas import NewFee
from training.fees.tables import ExaminationFee

RECEIPTS: Final = frozenset({MediaType.PDF, MediaType.PNG, MediaType.JPEG})


async def note_fee(*, new: NewFee, by: Viewer, receipt: tuple[str, bytes] | None = None) -> Done:
    """Write down a fee of the viewer's own body, with a copy of its receipt (name, bytes).

    Raises `RuleBroken` before the measure's first year or for a day to come, `Conflict` where the same person, day and
    examination, or the same receipt, stands already.
    """
    require(by, Right.KEEP_FUNDING)
    if not keeps_fees(by):
        raise NotAllowed("受験料を記録できるのは、市町村と都道府県の担当者だけです。")
    async with unit_of_work(by) as work:
        year = fiscal_year(new.sat_on)
        if year < FIRST_YEAR:
            raise RuleBroken(
                f"受験料が対象になるのは{fiscal_year_name(FIRST_YEAR)}からです。何も保存していません。", field="sat_on"
            )
        if new.sat_on > work.today:
            raise RuleBroken("受けた日は、きょうまでの日にしてください。", field="sat_on")
        kept = await store_file(name=receipt[0], content=receipt[1], by=by, allowed=RECEIPTS) if receipt else None
        id = work.new_id()
        passed = {"yes": True, "no": False}.get(new.passed)
        await ExaminationFee.insert(
            ExaminationFee(id=id, organisation=by.organisation, course=COURSE, fiscal_year=year, evidence=kept,
                           passed=passed, created_at=work.now,
                           **new.model_dump(include=set(NewFee.model_fields) - {"passed"}))
        )  # fmt: skip
        await record(by=by, verb="note_fee", noun="examination_fee", subject=id,
                     after={"fiscal_year": year, "amount": new.amount, "receipt": new.receipt})  # fmt: skip
        return Done(id)


async def strike_fee(*, id: UUID, by: Viewer) -> Done:
    """Take a fee out; the journal keeps that it was there."""
    require(by, Right.KEEP_FUNDING)
    async with unit_of_work(by):
        row = await fee_page(id=id, by=by)
        if not by.acts_for(row.organisation):
            raise NotAllowed("消せるのは、記録した団体の担当者だけです。")
        own = (ExaminationFee.id == id) & (ExaminationFee.organisation == by.organisation)
        struck = await ExaminationFee.delete().where(own).returning(ExaminationFee.evidence)
        await remove_files(ids=[fee["evidence"] for fee in struck if fee["evidence"]], by=by)
        await record(by=by, verb="strike_fee", noun="examination_fee", subject=id,
                     before={"fiscal_year": row.fiscal_year, "amount": row.amount, "receipt": row.receipt})  # fmt: skip
        return Done(id)
