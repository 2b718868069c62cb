"""Costs of a fiscal year that a body counts under a measure."""

from typing import Final

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "funding_cost_counts_once": (
        "この経費は、この年度にもう計上されています。一つの経費は一つの措置にだけ数えられます。"
        "何も保存していません。下の一覧で、先に計上したものを確かめてください。"
    ),
    "funding_cost_origin_once": "この受験料は、もう計上されています。一度だけ数えます。何も保存していません。",
}


class FundingCost(Table, db=ENGINE, tablename="funding_cost"):
    """One cost, yen with tax, under one measure. `origin`: the record elsewhere that it was counted from."""

    id = UUID(primary_key=True, default=None)
    organisation = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    fiscal_year = Integer(null=False, default=None)
    measure = Text(null=False, default=None)
    reference = Text(null=False, default=None)
    whose = Text(null=False, default=None)
    cost_kind = Text(null=False, default=None)
    amount = BigInt(null=False, default=None)
    subsidies = BigInt(null=False, default=None)
    assumes_subsidy = Boolean(null=False, default=None)
    origin = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
