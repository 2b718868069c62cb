"""The page of one agreement, as every form that leads back to it shows it. Part of `pages`."""

from typing import Any
from uuid import UUID

from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import version_shown
from matching.agreements.access import may_keep, may_sign_for
from matching.agreements.articles import read, unfilled
from matching.agreements.filling import filled_text, values_of
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE, SHARE_BASES
from matching.agreements.schemas import AgreementPage
from matching.appointments.papers import drawn_by


async def show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """One agreement with what this viewer can do next."""
    shown = await agreement_page(id=id, by=by)
    return page(
        request, "agreements/show.html", shown=shown, agreement=shown.agreement, bodies=shown.bodies, plan=shown.plan,
        text=filled_text(shown), missing=unfilled(read(shown.text.text), values_of(shown)) if shown.text else [],
        papers=drawn_by(by, "agreement", pool=shown.agreement.owner), life=LIFE, bases=SHARE_BASES,
        version=version_shown(refused, shown.agreement.version), refused=refused,
        **_open_to(by, shown),
    )  # fmt: skip


def _open_to(by: Viewer, shown: AgreementPage) -> dict[str, Any]:
    agreement = shown.agreement
    verbs = {step.verb for step in LIFE.open_to(by, agreement.state)}
    mine = next((body for body in shown.bodies if by.acts_for(body.organisation)), None)
    turn = shown.next_to_sign
    return {
        "divides": shown.untouched and by.acts_for(agreement.owner) and holds(by, Right.PROPOSE),
        "waits": "approve" in verbs and mine is not None and mine.approved_at is None,
        "proposes": "propose" in verbs,
        "annexes_open": "annex" in verbs and shown.untouched,
        "signs": turn if "sign" in verbs and turn and not may_sign_for(by, agreement, turn.organisation) else None,
        "orders": "order" in verbs and not shown.signatures and not may_keep(by, agreement),
        "amends": "amend" in verbs and not may_keep(by, agreement) and agreement.amended_by is None,
    }
