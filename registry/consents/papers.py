"""A consent given on paper that nobody asked for through us: a form signed at an interview, a visit, an event."""

from datetime import date
from typing import Final
from uuid import UUID

from msgspec import Struct

from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import reading, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.consents.operations import OTHER_WORDING, give_consent
from registry.consents.queries import signs_in, wording_on
from registry.consents.rules import latest_day
from registry.consents.schemas import PaperConsent, WordingRow
from registry.members.queries import kept, member_names

PURPOSE: Final = "紙の同意を記録するため"
OWN_SCREEN: Final = (
    "この人は自分の利用者をもっているので、同意は本人の画面でします。相手の団体から名前の依頼を送ってもらってください。"
)


class PaperForm(Struct, frozen=True):
    """What the form shows: whose consent, the wording in use, the latest last day. `refusal`: why it cannot be used."""

    member: UUID
    person: str
    wording: WordingRow
    latest: date
    refusal: str | None


async def paper_form(*, member: UUID, by: Viewer) -> PaperForm:
    """For a person of the viewer's own pool. Raises `NotFound` for everybody else's."""
    async with reading(by) as work:
        await kept(id=member, by=by)
        wording = await wording_on(work.today)
        names = await member_names(ids=[member], by=by, purpose=PURPOSE)
        blocked = OWN_SCREEN if await signs_in(member=member, by=by) else None
        latest = latest_day(work.today, wording.longest_months)
        return PaperForm(member, names.get(member, ""), wording, latest, blocked)


async def record_paper(*, member: UUID, new: PaperConsent, by: Viewer) -> Done:
    """The pool writes down a signed paper: the name opens from today for one purpose. Returns the disclosure.

    Raises `NotAllowed` where the person signs in and decides alone, `Conflict` where the paper has an older wording.
    """
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        await kept(id=member, by=by)
        if await signs_in(member=member, by=by):
            raise NotAllowed(OWN_SCREEN)
        if by.acts_for(new.receiver):
            raise RuleBroken("自分の団体は、運営する人材プールの人の名前をもう見られます。", field="receiver")
        if new.wording != (await wording_on(work.today)).number:
            raise Conflict(OTHER_WORDING)
        if new.until < work.today:
            raise RuleBroken("最後の日は、きょうか、きょうより後にしてください。", field="until")
        return await give_consent(
            member=member, receiver=new.receiver, purpose=new.purpose, paper=new.paper, by=by,
            period=Period.inclusive(work.today, new.until),
        )  # fmt: skip
