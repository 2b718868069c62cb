"""Settling a year: opened, its costs entered, told, agreed by every body, closed, and corrected by another."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.text.dates import fiscal_year, fiscal_year_period
from foundation.text.wareki import fiscal_year_name
from matching.agreements.queries import agreement_page
from matching.agreements.rules import Mix
from matching.agreements.schemas import AgreementPage
from matching.settlements.moving import kept, move, queue_sheets, tell_bodies, wait_turn
from matching.settlements.queries import settlement_page
from matching.settlements.rules import LIFE
from matching.settlements.schemas import Assent, NewCost, NewSettlement, Paid, Seen, SettlementPage, ShareRow, Told
from matching.settlements.tables import Settlement, SettlementCost, SettlementShare

NOT_IN_FORCE = "発効した協定だけを精算できます。署名がそろってから、もう一度お試しください。何も保存していません。"
OTHER_KEEPER = "精算を始められるのは、協定書の案をつくった団体だけです。"
NOT_IN_YEAR = "この年度は、協定の期間に入っていません。何も保存していません。"
NOT_YOURS = "この精算で負担する団体ではないため、同意は要りません。"
OTHER_FIGURE = "負担額が変わりました。同意は記録していません。いまの負担額を確かめてから、もう一度同意してください。"
ALREADY = "この団体は、もう同意しています。"
OTHER_BODIES = "負担する団体を、一度ずつ並べてください。何も変えていません。"


async def open_settlement(*, new: NewSettlement, by: Viewer) -> Done:
    """Open the settlement of an agreement's year with the agreement's rule and yearly estimate as what was paid.

    Raises `RuleBroken` for an agreement that is not in force or a year outside it, `Conflict` where it is open already.
    """
    require(by, Right.SETTLE)
    async with unit_of_work(by) as work:
        page = await agreement_page(id=new.agreement, by=by)
        if not by.acts_for(page.agreement.owner):
            raise NotAllowed(OTHER_KEEPER)
        _check_year(page, new.fiscal_year, work)
        mix = page.plan.mix if page.plan else Mix(100, 0, 0)
        id = work.new_id()
        await Settlement.insert(
            Settlement(id=id, agreement=new.agreement, proposal=page.agreement.proposal, owner=by.organisation,
                       bodies=page.agreement.bodies, fiscal_year=new.fiscal_year, equal=mix.equal,
                       population=mix.population, use=mix.use, state="draft", created_at=work.now)
        )  # fmt: skip
        for body in page.bodies:
            if body.half_days:
                await SettlementShare.insert(
                    SettlementShare(id=work.new_id(), settlement=id, owner=by.organisation,
                                    organisation=body.organisation, inhabitants=body.population,
                                    inhabitants_as_of=body.population_as_of, paid_yen=body.yearly_yen or 0)
                )  # fmt: skip
        await record(by=by, verb="open_settlement", noun="settlement", subject=id, after=new.model_dump())
        return Done(id)


def _check_year(page: AgreementPage, year: int, work: Work) -> None:
    if page.agreement.state not in ("in_force", "ended") or page.agreement.in_force_on is None:
        raise RuleBroken(NOT_IN_FORCE)
    first, after = fiscal_year_period(year)
    if page.agreement.last_day < first or page.agreement.first_day >= after or year > fiscal_year(work.today):
        raise RuleBroken(NOT_IN_YEAR, field="fiscal_year")


async def enter_cost(*, id: UUID, cost: NewCost, by: Viewer) -> Done:
    """Enter a cost of the year. Raises `RuleBroken` for a day outside it, `Conflict` where somebody wrote first."""
    async with unit_of_work(by) as work:
        page, target = await kept(id, "enter", by=by)
        first, after = fiscal_year_period(page.settlement.fiscal_year)
        if not first <= cost.incurred_on < after:
            year = fiscal_year_name(page.settlement.fiscal_year)
            raise RuleBroken(f"{year}（4月1日から翌年の3月31日まで）の日にしてください。", field="incurred_on")
        await SettlementCost.insert(
            SettlementCost(id=work.new_id(), settlement=id, owner=by.organisation, created_at=work.now,
                           **cost.model_dump(exclude={"version"}))
        )  # fmt: skip
        return await move(page.settlement, "enter", target, seen=cost.version, by=by,
                          told=cost.model_dump(mode="json", exclude={"version"}))  # fmt: skip


async def strike_cost(*, id: UUID, cost: UUID, seen: Seen, by: Viewer) -> Done:
    """Take a cost out again, before the year is told; the journal keeps that it was there."""
    async with unit_of_work(by):
        page, target = await kept(id, "strike", by=by)
        same = (SettlementCost.settlement == id) & (SettlementCost.id == cost)
        gone = await SettlementCost.delete().where(same).returning(SettlementCost.source, SettlementCost.amount)
        if not gone:
            raise RuleBroken("この費用は、もう消されています。画面を読み込み直してください。")
        return await move(page.settlement, "strike", target, seen=seen.version, by=by, told=gone[0])


async def note_paid(*, id: UUID, paid: Paid, by: Viewer) -> Done:
    """Write down what each body has paid before: by default the agreement's yearly estimate."""
    async with unit_of_work(by):
        page, target = await kept(id, "pay", by=by)
        if page.settlement.corrects is not None:
            raise RuleBroken("訂正の精算では、前の精算の負担額が支払われた額です。何も変えていません。")
        bearing = sorted(share.organisation for share in page.shares)
        if sorted(paid.bodies) != bearing or len(paid.yen) != len(bearing):
            raise RuleBroken(OTHER_BODIES, field="yen")
        for body, yen in zip(paid.bodies, paid.yen, strict=True):
            await SettlementShare.update({SettlementShare.paid_yen: yen}).where(
                (SettlementShare.settlement == id) & (SettlementShare.organisation == body)
            )
        return await move(page.settlement, "pay", target, seen=paid.version, by=by,
                          told={"paid_yen": sum(paid.yen)})  # fmt: skip


async def tell_settlement(*, id: UUID, seen: Seen, by: Viewer) -> Done:
    """Fix the shares and tell every body: from now on only recalling it changes a figure.

    Raises `RuleBroken` where there are no costs, a rule has nothing to divide by, or work waits for a town's word.
    """
    async with unit_of_work(by) as work:
        page, target = await kept(id, "tell", by=by)
        if page.obstacle:
            raise RuleBroken(page.obstacle)
        if page.settlement.use and page.unconfirmed:
            raise RuleBroken(
                f"支援の記録を確認していない町があるため、日数割を計算できません：{'、'.join(page.unconfirmed)}。"
                "何も変えていません。町に確認してもらってから通知してください。"
            )
        for share in page.shares:
            await SettlementShare.update(
                {SettlementShare.half_days: share.half_days, SettlementShare.share_yen: share.share_yen}
            ).where(SettlementShare.id == share.id)
        told = {Settlement.total_yen: page.total, Settlement.told_on: work.today}
        done = await move(page.settlement, "tell", target, seen=seen.version, by=by, changes=told,
                          told={"total_yen": page.total})  # fmt: skip
        await queue_sheets(page, done.version, by=by)
        await tell_bodies(page, done, "負担額の計算書が届きました",
                          f"「{page.settlement.agreement_title}」{fiscal_year_name(page.settlement.fiscal_year)}。確かめて同意してください。",
                          right=Right.APPROVE, by=by)  # fmt: skip
        return done


async def recall_settlement(*, id: UUID, told: Told, by: Viewer) -> Done:
    """Take back what was told, with the reason: it is a draft again, and what was agreed counts no more."""
    async with unit_of_work(by):
        page, target = await kept(id, "recall", by=by, reason=told.reason)
        done = await move(page.settlement, "recall", target, seen=told.version, by=by,
                          changes={Settlement.total_yen: None, Settlement.told_on: None},
                          told={"reason": told.reason})  # fmt: skip
        empty: dict[Any, Any] = {
            SettlementShare.half_days: None,
            SettlementShare.share_yen: None,
            SettlementShare.agreed_at: None,
        }
        await SettlementShare.update(empty).where(SettlementShare.settlement == id)
        await tell_bodies(page, done, "負担額の通知が取り消されました", told.reason,
                          right=Right.READ_EMPLOYMENT, by=by)  # fmt: skip
        return done


async def agree_settlement(*, id: UUID, assent: Assent, by: Viewer) -> Done:
    """The viewer's body agrees to its part; with the last one the year may be closed.

    Raises `Conflict` where the part is another than the one it read.
    """
    async with unit_of_work(by) as work:
        row = (await settlement_page(id=id, by=by)).settlement
        LIFE.target("agree", row.state, by=by)
        version = await wait_turn(row)
        page = await settlement_page(id=id, by=by)
        mine = _own_share(page, assent, by)
        await SettlementShare.update({SettlementShare.agreed_at: work.now}).where(SettlementShare.id == mine.id)
        last = all(share.agreed_at or share.id == mine.id for share in page.shares)
        verb = "settle" if last else "agree"
        done = await move(row, verb, LIFE.target(verb, row.state, by=by), seen=version, by=by,
                          told={"body": by.organisation, "share_yen": mine.share_yen})  # fmt: skip
        if last:
            await tell_body(organisation=row.owner, right=Right.SETTLE, key=f"settlement-{id}-{done.version}", by=by,
                            subject="精算に全団体が同意しました",
                            body=f"「{row.agreement_title}」{fiscal_year_name(row.fiscal_year)}を締められます。",
                            link=f"/settlements/{id}")  # fmt: skip
        return done


def _own_share(page: SettlementPage, assent: Assent, by: Viewer) -> ShareRow:
    mine = next((share for share in page.shares if by.acts_for(share.organisation)), None)
    if mine is None:
        raise NotAllowed(NOT_YOURS)
    if mine.agreed_at is not None:
        raise RuleBroken(ALREADY)
    if mine.share_yen != assent.share_yen:
        raise Conflict(OTHER_FIGURE)
    return mine


async def close_settlement(*, id: UUID, seen: Seen, by: Viewer) -> Done:
    """Close the year: every body's sheet is issued with its number, and nothing changes any more."""
    async with unit_of_work(by) as work:
        page, target = await kept(id, "close", by=by)
        done = await move(page.settlement, "close", target, seen=seen.version, by=by,
                          changes={Settlement.closed_on: work.today})  # fmt: skip
        await queue_sheets(page, done.version, by=by)
        await tell_bodies(page, done, "年度の精算を締めました",
                          f"「{page.settlement.agreement_title}」{fiscal_year_name(page.settlement.fiscal_year)}。番号の入った精算書ができます。",
                          right=Right.READ_EMPLOYMENT, by=by)  # fmt: skip
        return done


async def correct_settlement(*, id: UUID, told: Told, by: Viewer) -> Done:
    """Open the correction of a closed year: it names it, begins with its costs, and counts its shares as paid."""
    async with unit_of_work(by) as work:
        page, _ = await kept(id, "correct", by=by, reason=told.reason)
        if page.settlement.corrected_by is not None:
            raise RuleBroken("この精算の訂正は、もうつくられています。何も変えていません。")
        new = await _copied(page, told.reason, work=work, by=by)
        await record(by=by, verb="correct", noun="settlement", subject=new, before={"corrects": id},
                     after={"reason": told.reason})  # fmt: skip
        return Done(new)


async def _copied(page: SettlementPage, reason: str, *, work: Work, by: Viewer) -> UUID:
    row, id = page.settlement, work.new_id()
    bodies = (await agreement_page(id=row.agreement, by=by)).agreement.bodies
    await Settlement.insert(
        Settlement(id=id, agreement=row.agreement, proposal=row.proposal, owner=row.owner, bodies=bodies,
                   fiscal_year=row.fiscal_year, corrects=row.id, reason=reason, equal=row.equal,
                   population=row.population, use=row.use, state="draft", created_at=work.now)
    )  # fmt: skip
    for cost in page.costs:
        await SettlementCost.insert(
            SettlementCost(id=work.new_id(), settlement=id, owner=row.owner, incurred_on=cost.incurred_on,
                           kind=cost.kind, source=cost.source, amount=cost.amount, created_at=work.now)
        )  # fmt: skip
    for share in page.shares:
        await SettlementShare.insert(
            SettlementShare(id=work.new_id(), settlement=id, owner=row.owner, organisation=share.organisation,
                            inhabitants=share.inhabitants, inhabitants_as_of=share.inhabitants_as_of,
                            paid_yen=share.share_yen or 0)
        )  # fmt: skip
    return id
