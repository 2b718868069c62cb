"""Agreements and the bodies that take part in them."""

from typing import Final

from piccolo.columns import UUID, Array, BigInt, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")

SENTENCES: Final = {
    "agreement_cost_plan_agreement_number_key": (
        "負担の決め方は、ほかの人が先に変えました。何も変えていません。画面を開き直して確かめてください。"
    ),
    "agreement_proposal_key": "この提案の協定書の案は、すでにつくられています。画面を開き直してください。",
}


class Agreement(Table, db=ENGINE):
    """An agreement of a confirmed proposal. `bodies`: who takes part, and so who reads all of it."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict, unique=True)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    during = DateRange(null=False)
    state = Text(null=False, default="draft")
    concluded_on = Date(null=True, default=None)
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
