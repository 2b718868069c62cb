"""From a settlement to each body's sheet: how its part follows, what it paid before, what is still to be paid."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.text.wareki import fiscal_year_name
from matching.settlements.queries import share_of
from matching.settlements.rules import COST_KINDS
from matching.settlements.schemas import SettlementPage, ShareRow
from reports.papers.heads import head_for
from reports.papers.rules import TITLES, Kind
from reports.papers.schemas import Charge, Invoicing, Paper, Portion


async def invoice_paper(share: UUID, by: Viewer) -> Paper:
    """The sheet of one body; 案 until the year is closed. Raises `NotFound`."""
    page, own = await share_of(id=share, by=by)
    settled = page.settlement
    return Paper(
        kind=Kind.INVOICE,
        subject=own.id,
        issuer=settled.owner,
        owner=settled.owner,
        member=None,
        readers=[own.organisation],
        title=f"{TITLES[Kind.INVOICE]}：{fiscal_year_name(settled.fiscal_year)}・{own.organisation_name}",
        approved_on=settled.closed_on,
        content=Invoicing(
            agreement=settled.agreement_title,
            fiscal_year=settled.fiscal_year,
            body_name=settled.owner_name,
            head=await head_for(settled.owner, settled.owner_name, by),
            receiver_name=own.organisation_name,
            receiver=await head_for(own.organisation, own.organisation_name, by),
            division=_division(page),
            charges=[Charge(one.incurred_on, COST_KINDS[one.kind], one.source, one.amount) for one in page.costs],
            portions=[_portion(one) for one in page.shares],
            own=_portion(own),
            correction=settled.reason,
        ),
    )


def _portion(share: ShareRow) -> Portion:
    return Portion(
        share.organisation_name, share.inhabitants, share.inhabitants_as_of, share.half_days or 0,
        share.share_yen or 0, share.paid_yen,
    )  # fmt: skip


def _division(page: SettlementPage) -> str:
    parts = (("均等割", page.settlement.equal), ("人口割", page.settlement.population), ("日数割", page.settlement.use))
    return "・".join(f"{name}{percent}％" for name, percent in parts if percent)
