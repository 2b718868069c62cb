"""Agreements on their way: signed and in force, waiting for a signature, and one whose text a town wants changed."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.text.dates import fiscal_year, fiscal_year_period
from matching.agreements.negotiating import propose_text
from matching.agreements.queries import agreement_of, agreement_page, agreements
from matching.agreements.schemas import AgreementPage
from matching.agreements.signing import sign
from matching.agreements.text_schemas import NewText, NewWording, Signing
from matching.agreements.wording import shipped_wording
from matching.agreements.wordings import write_wording
from matching.settlements.operations import agree_settlement, enter_cost, open_settlement, tell_settlement
from matching.settlements.queries import settlement_page
from matching.settlements.rules import CostKind
from matching.settlements.schemas import Assent, NewCost, NewSettlement, Seen
from matching.settlements.years import years_to_settle
from reports.demo.cast import EHIME, HIROSHIMA, POOLS, Cast
from reports.demo.timeline import Timeline

EVERYBODY: Final = 500
COSTS: Final = (
    (CostKind.PAY, "支出命令 架空第11号", 2_184_000),
    (CostKind.TRAVEL, "旅費精算 架空第4号", 96_750),
    (CostKind.HIRING, "支出命令 架空第3号", 412_500),
)
SIGNERS: Final = ("印出 仮名", "押田 仮名", "署川 仮名")
LEFT_UNSIGNED: Final = 4
"""Every fourth agreement still waits for its last signature."""
ELECTRONIC: Final = "\n\n（電子署名）\n構成団体の長は、記名押印に代えて、電子署名によることができる。"
OLD: Final = "既に支払われた額との差額を請求し、又は返還する。"
NEW: Final = "既に支払われた額との差額を、計算書を示した日から六十日以内に請求し、又は返還する。"
WHY: Final = "議会の補正予算に間に合うように、請求と返還の期限を決めておきたいため。"


async def word_agreements(cast: Cast, timeline: Timeline) -> None:
    """Ehime signs electronically: its own wording, before its first agreement."""
    timeline.days_ago(200)
    wording = NewWording(text=shipped_wording() + ELECTRONIC, comment="電子署名の条を足しました。", number=0)
    await write_wording(new=wording, by=cast.bodies[EHIME])


async def carry_agreements(cast: Cast, timeline: Timeline) -> None:
    """Sign what is agreed, and let a town ask for another text of what is not."""
    timeline.days_ago(20)
    for pool in POOLS:
        hall = cast.bodies[pool]
        agreed, _ = await agreements(by=hall, states=["concluded"], size=EVERYBODY)
        for place, row in enumerate(sorted(agreed, key=lambda row: row.id), start=1):
            await _sign(row.id, hall, timeline, leave=1 if place % LEFT_UNSIGNED == 0 else 0)
    await _negotiate(cast, timeline)
    await _settle(cast, timeline)


async def _settle(cast: Cast, timeline: Timeline) -> None:
    """The year so far of one agreement, told to its towns; one of them has agreed."""
    timeline.days_ago(3)
    hall, year = cast.bodies[HIROSHIMA], fiscal_year(timeline.today)
    running = [row for row in await years_to_settle(by=hall) if row.fiscal_year == year]
    if not running:
        return
    id = (await open_settlement(new=NewSettlement(agreement=running[0].agreement, fiscal_year=year), by=hall)).id
    spent_on = max(fiscal_year_period(year)[0], timeline.today - timedelta(days=30))
    for version, (kind, source, amount) in enumerate(COSTS, start=1):
        cost = NewCost(incurred_on=spent_on, kind=kind, source=source, amount=amount, version=version)
        await enter_cost(id=id, cost=cost, by=hall)
    await tell_settlement(id=id, seen=Seen(version=len(COSTS) + 1), by=hall)
    share = (await settlement_page(id=id, by=hall)).shares[0]
    code = next(one.code for towns in cast.towns.values() for one in towns if one.id == share.organisation)
    await agree_settlement(id=id, assent=Assent(share_yen=share.share_yen or 0), by=await cast.town(code))


async def sign_by_all(proposal: UUID, hall: Viewer, timeline: Timeline) -> None:
    """The agreement of a proposal gets every signature."""
    agreement = await agreement_of(proposal=proposal, by=hall)
    assert agreement is not None, "confirming drafts one"
    await _sign(agreement, hall, timeline, leave=0)


async def _sign(id: UUID, hall: Viewer, timeline: Timeline, *, leave: int) -> None:
    async with unit_of_work(hall):
        page = await agreement_page(id=id, by=hall)
        for place, body in enumerate(page.agreement.bodies[: len(page.agreement.bodies) - leave]):
            page = await agreement_page(id=id, by=hall)
            signing = Signing(
                organisation=body, signed_on=timeline.today, office=_office(page, body),
                signer=SIGNERS[place % len(SIGNERS)], version=page.agreement.version,
            )  # fmt: skip
            await sign(id=id, signing=signing, by=hall)


def _office(page: AgreementPage, body: UUID) -> str:
    name = next(part.organisation_name for part in page.bodies if part.organisation == body)
    return f"{name}知事" if name.endswith("県") else f"{name}長"


async def _negotiate(cast: Cast, timeline: Timeline) -> None:
    timeline.days_ago(4)
    hall = cast.bodies[HIROSHIMA]
    drafts, _ = await agreements(by=hall, states=["draft"], size=EVERYBODY)
    page = await agreement_page(id=min(row.id for row in drafts), by=hall)
    assert page.text is not None, "every draft has its text"
    town = next(body.organisation for body in page.bodies if body.half_days)
    code = next(one.code for towns in cast.towns.values() for one in towns if one.id == town)
    text = NewText(text=page.text.text.replace(OLD, NEW), comment=WHY, version=page.agreement.version)
    await propose_text(id=page.agreement.id, new=text, by=await cast.town(code))
