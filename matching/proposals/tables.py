"""Proposals, their lines, and the parties that answer."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
NEED = LazyTableReference("Need", module_path="registry.needs.tables")


class Proposal(Table, db=ENGINE):
    """One person for one or several towns. `answer_by` is a day in Japan, inclusive."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    form = Text(null=False, default=None)
    state = Text(null=False, default="draft")
    answer_by = Date(null=True, default=None)
    message = Text(null=False, default="")
    reason = Text(null=False, default="")
    run = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    sent_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class ProposalLine(Table, db=ENGINE, tablename="proposal_line"):
    """One need of one town, as its requirement stood when the proposal was made."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(Proposal, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    title = Text(null=False, default=None)
    half_days = Integer(null=False, default=None)
    on_site_half_days = Integer(null=False, default=None)
    during = DateRange(null=False)
    struck_at = Timestamptz(null=True, default=None)


class Party(Table, db=ENGINE):
    """Who is asked, and what they answered. Written when the proposal is sent."""

    id = UUID(primary_key=True, default=None)
    proposal = ForeignKey(Proposal, null=False, default=None, on_delete=OnDelete.restrict)
    line = ForeignKey(ProposalLine, null=True, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Text(null=False, default=None)
    organisation = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    answer = Text(null=False, default="waiting")
    reason = Text(null=False, default="")
    answered_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)
