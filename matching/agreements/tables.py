"""Agreements and the bodies that take part in them."""

from typing import Final

from piccolo.columns import UUID, Array, BigInt, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")
AGREEMENT = LazyTableReference("Agreement", module_path="matching.agreements.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")

SENTENCES: Final = {
    "agreement_cost_plan_agreement_number_key": (
        "負担の決め方は、ほかの人が先に変えました。何も変えていません。画面を開き直して確かめてください。"
    ),
    "agreement_amends_key": (
        "この協定の変更の協定は、すでにつくられています。何も変えていません。画面を開き直してください。"
    ),
    "agreement_proposal_key": "この提案の協定書の案は、すでにつくられています。画面を開き直してください。",
}


class Agreement(Table, db=ENGINE):
    """An agreement of a confirmed proposal. `bodies`: who takes part, and so who reads all of it, in the order of
    signing. `post`: who is shared, never by name. `current_text`: the number of its text, 0 where it has none.
    `amends`: the agreement of the same proposal that it replaces once it is in force."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    during = DateRange(null=False)
    state = Text(null=False, default="draft")
    concluded_on = Date(null=True, default=None)
    amends = ForeignKey(AGREEMENT, null=True, default=None, on_delete=OnDelete.restrict)
    post = Text(null=False, default="")
    current_text = Integer(null=False, default=0)
    in_force_on = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class CostPlan(Table, db=ENGINE, tablename="agreement_cost_plan"):
    """A numbered version of how an agreement's cost is divided; the highest number holds. Weights are per cent."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(Agreement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    equal = Integer(null=False, default=None)
    population = Integer(null=False, default=None)
    use = Integer(null=False, default=None)
    yearly_yen = BigInt(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class CostPart(Table, db=ENGINE, tablename="agreement_cost_part"):
    """A body's part of a version: what it follows from, and whole yen a year."""

    id = UUID(primary_key=True, default=None)
    plan = ForeignKey(CostPlan, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    population = Integer(null=True, default=None)
    population_as_of = Date(null=True, default=None)
    share_per_million = Integer(null=False, default=None)
    yearly_yen = BigInt(null=False, default=None)


class AgreementBody(Table, db=ENGINE, tablename="agreement_body"):
    """A body's part: half-days a month in its own period, share of the cost in millionths, and when it approved."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(Agreement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    half_days = Integer(null=False, default=None)
    share_basis = Text(null=False, default=None)
    share_per_million = Integer(null=False, default=None)
    approved_at = Timestamptz(null=True, default=None)
    during = DateRange(null=True)
    agreed_text = Integer(null=True, default=None)


class AgreementWording(Table, db=ENGINE, tablename="agreement_wording"):
    """A body's own wording, with places to be filled; the highest number is the one it uses."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    text = Text(null=False, default=None)
    comment = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)


class AgreementText(Table, db=ENGINE, tablename="agreement_text"):
    """A version of an agreement's text with its places, as a body proposed it; the first says which wording it is."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(Agreement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    text = Text(null=False, default=None)
    comment = Text(null=False, default="")
    proposed_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    wording_owner = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    wording_number = Integer(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class AgreementAnnex(Table, db=ENGINE, tablename="agreement_annex"):
    """A paper that belongs to an agreement."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(Agreement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    title = Text(null=False, default=None)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    added_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)


class AgreementSignature(Table, db=ENGINE, tablename="agreement_signature"):
    """Who signed for a body, when, in which office; `file`: the scan."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(Agreement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    signed_on = Date(null=False, default=None)
    office = Text(null=False, default=None)
    signer = Text(null=False, default=None)
    file = ForeignKey(FILE, null=True, default=None, on_delete=OnDelete.restrict)
    noted_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)
