"""Settlements, their costs and the bodies' parts."""

from typing import Final

from piccolo.columns import UUID, Array, BigInt, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
AGREEMENT = LazyTableReference("Agreement", module_path="matching.agreements.tables")
PROPOSAL = LazyTableReference("Proposal", module_path="matching.proposals.tables")
SETTLEMENT = LazyTableReference("Settlement", module_path="matching.settlements.tables")

SENTENCES: Final = {
    "settlement_year_once": (
        "この協定のこの年度の精算は、もうつくられています。何も保存していません。一覧から開いてください。"
    ),
    "settlement_corrects_key": "この精算の訂正は、もうつくられています。画面を開き直して確かめてください。",
}


class Settlement(Table, db=ENGINE):
    """An agreement's fiscal year. `corrects`: the closed one that it puts right, for a `reason`."""

    id = UUID(primary_key=True, default=None)
    agreement = ForeignKey(AGREEMENT, null=False, default=None, on_delete=OnDelete.restrict)
    proposal = ForeignKey(PROPOSAL, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    bodies = Array(base_column=UUID(), null=False, default=list)
    fiscal_year = Integer(null=False, default=None)
    corrects = ForeignKey(SETTLEMENT, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Text(null=False, default="")
    equal = Integer(null=False, default=None)
    population = Integer(null=False, default=None)
    use = Integer(null=False, default=None)
    total_yen = BigInt(null=True, default=None)
    state = Text(null=False, default="draft")
    told_on = Date(null=True, default=None)
    closed_on = Date(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class SettlementCost(Table, db=ENGINE, tablename="settlement_cost"):
    """A cost of the year: when, what for, on which paper."""

    id = UUID(primary_key=True, default=None)
    settlement = ForeignKey(Settlement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    incurred_on = Date(null=False, default=None)
    kind = Text(null=False, default=None)
    source = Text(null=False, default=None)
    amount = BigInt(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class SettlementShare(Table, db=ENGINE, tablename="settlement_share"):
    """A body's part: what it follows from, what it paid before, what it bears, when it agreed."""

    id = UUID(primary_key=True, default=None)
    settlement = ForeignKey(Settlement, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    inhabitants = Integer(null=True, default=None)
    inhabitants_as_of = Date(null=True, default=None)
    half_days = Integer(null=True, default=None)
    paid_yen = BigInt(null=False, default=None)
    share_yen = BigInt(null=True, default=None)
    agreed_at = Timestamptz(null=True, default=None)
