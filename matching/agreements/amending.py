"""An agreement that its assignments have outgrown: a new one is drafted that names it and replaces it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, RuleBroken
from matching.agreements.access import may_keep
from matching.agreements.articles import places_in
from matching.agreements.operations import divide_cost, draft_agreement
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE
from matching.agreements.schemas import AgreementDraft, AgreementPage, CostDivision, TownPart
from matching.assignments.queries import terms_of

NAMES_THE_OLD: Final = (
    "\n\n（変更前の協定）\n{変更前の協定}は、この協定の発効をもって終了し、この協定に引き継ぐものとする。"
)
MARK: Final = "（変更）"
NOTHING_LEFT: Final = (
    "この協定の支援は、始まる前にすべて取りやめになりました。変更する期間と日数がないため、"
    "変更の協定はつくっていません。"
)


async def amend_agreement(*, id: UUID, by: Viewer) -> Done:
    """Draft the amended agreement: the days and periods as the assignments have them now, the text and the division
    of the cost as they stand. Raises `RuleBroken` where one was drafted already."""
    async with unit_of_work(by):
        require(by, Right.PROPOSE)
        page = await agreement_page(id=id, by=by)
        if refusal := may_keep(by, page.agreement):
            raise NotAllowed(refusal)
        LIFE.target("amend", page.agreement.state, by=by)
        if page.agreement.amended_by is not None:
            raise RuleBroken("この協定の変更の協定は、すでにつくられています。何も変えていません。")
        done = await draft_agreement(draft=await _draft(page, by), by=by)
        if page.plan is not None:
            same = page.plan
            division = CostDivision(equal=same.equal, population=same.population, use=same.use,
                                    yearly_yen=same.yearly_yen, version=done.version)  # fmt: skip
            return await divide_cost(id=done.id, division=division, by=by)
        return done


async def _draft(page: AgreementPage, by: Viewer) -> AgreementDraft:
    agreement = page.agreement
    terms = await terms_of(proposal=agreement.proposal, by=by)
    towns = {
        body.organisation: TownPart(term.half_days, term.first_day, term.last_day)
        for body in page.bodies
        if (term := terms.get(body.organisation)) is not None
    }
    if not towns:
        raise RuleBroken(NOTHING_LEFT)
    last = max(part.last_day for part in towns.values())
    title = agreement.title if agreement.title.endswith(MARK) else agreement.title + MARK
    return AgreementDraft(
        proposal=agreement.proposal, title=title, towns=towns, first_day=min(part.first_day for part in towns.values()),
        end=last + timedelta(days=1), post=agreement.post, amends=agreement.id, text=_text(page),
    )  # fmt: skip


def _text(page: AgreementPage) -> str | None:
    if page.text is None:
        return None
    names_it = "変更前の協定" in places_in([page.text.text.replace("\n", " ")])
    return page.text.text if names_it else page.text.text + NAMES_THE_OLD
