"""Who reads an agreement and who approves it."""

from typing import Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import NONE, Condition, among
from matching.agreements.schemas import AgreementRow
from matching.agreements.tables import Agreement, AgreementText, AgreementWording

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY)
FIELDS: Final = (
    "agreement", "agreement_body", "agreement_cost_plan", "agreement_cost_part", "agreement_text", "agreement_annex",
    "agreement_signature", "assignment",
)  # fmt: skip
WORDING: Final = ("agreement_wording",)

POLICY: Final = (
    Policy("GET /agreements", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("GET /agreements/wording", Right.PROPOSE, fields=WORDING),
    Policy("POST /agreements/wording", Right.PROPOSE, fields=WORDING),
    Policy("GET /agreements/{agreement}", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/division", Right.PROPOSE, fields=FIELDS),
    Policy("GET /agreements/{agreement}/texts", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("GET /agreements/{agreement}/texts/new", Right.ANSWER, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/texts", Right.ANSWER, PARTIES, FIELDS),
    Policy("GET /agreements/{agreement}/comparison", Right.READ_EMPLOYMENT, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/annexes", Right.ANSWER, PARTIES, FIELDS),
    Policy("GET /agreements/{agreement}/annexes/{annex}", Right.READ_EMPLOYMENT, PARTIES, (*FIELDS, "file")),
    Policy("POST /agreements/{agreement}/annexes/{annex}/removal", Right.ANSWER, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/approval", Right.APPROVE, PARTIES, FIELDS),
    Policy("POST /agreements/{agreement}/signing-order", Right.PROPOSE, fields=FIELDS),
    Policy("POST /agreements/{agreement}/signatures", Right.APPROVE, PARTIES, FIELDS),
    Policy("GET /agreements/{agreement}/signatures/{signature}", Right.READ_EMPLOYMENT, PARTIES, (*FIELDS, "file")),
    Policy("POST /agreements/{agreement}/amendment", Right.PROPOSE, fields=FIELDS),
)


def agreements_visible_to(viewer: Viewer) -> Condition:
    """Whoever takes part in it reads all of it; nobody else, not even the member."""
    return Agreement.bodies.any(viewer.organisation or NONE)


def texts_visible_to(viewer: Viewer) -> Condition:
    """As the agreement they belong to."""
    own = "{} in (select a.id from agreement a where {} = any (a.bodies))"
    return WhereRaw(own, AgreementText.agreement, viewer.organisation or NONE)


def wordings_visible_to(viewer: Viewer) -> Condition:
    """A body's own."""
    return among(AgreementWording.owner, [viewer.organisation])


def may_keep(viewer: Viewer, agreement: AgreementRow) -> str | None:
    """None where the viewer's body drafted the agreement, else the sentence why not."""
    if viewer.acts_for(agreement.owner):
        return None
    return f"これができるのは、協定書の案をつくった団体（{agreement.owner_name}）だけです。"


def may_sign_for(viewer: Viewer, agreement: AgreementRow, body: UUID) -> str | None:
    """None where the viewer notes the signature of its own body, or keeps the agreement, else why not."""
    if viewer.acts_for(body) or viewer.acts_for(agreement.owner):
        return None
    return "署名を記録できるのは、署名した団体と、協定書の案をつくった団体だけです。"
