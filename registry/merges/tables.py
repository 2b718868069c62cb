"""A proposed merge and the answer of each pool that keeps one of the two entries."""

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")


class MemberMerge(Table, db=ENGINE, tablename="member_merge"):
    """Two entries of one person: `member` is kept, `absorbed` leads to it afterwards."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    absorbed = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    reason = Text(null=False, default=None)
    state = Text(null=False, default="proposed")
    created_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class MergeAnswer(Table, db=ENGINE, tablename="merge_answer"):
    """What a pool that keeps one of the two says; `sender` is the body that proposed the merge."""

    id = UUID(primary_key=True, default=None)
    merge = ForeignKey(MemberMerge, null=False, default=None, on_delete=OnDelete.cascade)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    sender = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    answer = Text(null=False, default="waiting")
    reason = Text(null=False, default="")
    answered_at = Timestamptz(null=True, default=None)
