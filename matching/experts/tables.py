"""Shared experts with their themes, and the questions that towns put to them."""

from typing import Final

from piccolo.columns import UUID, Array, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
ASSIGNMENT = LazyTableReference("Assignment", module_path="matching.assignments.tables")
AGREEMENT = LazyTableReference("Agreement", module_path="matching.agreements.tables")

SENTENCES: Final = {
    "shared_expert_owner_member_key": (
        "この人の受け持ちは、ほかの人が同時に決めました。何も保存していません。画面を読み込み直して確かめてください。"
    ),
}


class SharedExpert(Table, db=ENGINE, tablename="shared_expert"):
    """For which themes a person of a pool answers the questions of the towns they serve."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    themes = Array(base_column=Text(), null=False, default=list)
    created_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class ExpertQuestion(Table, db=ENGINE, tablename="expert_question"):
    """A town's question and where it went: to `member` under `assignment` and `agreement`, or to `owner` alone."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    assignment = ForeignKey(ASSIGNMENT, null=True, default=None, on_delete=OnDelete.restrict)
    agreement = ForeignKey(AGREEMENT, null=True, default=None, on_delete=OnDelete.restrict)
    theme = Text(null=False, default=None)
    title = Text(null=False, default=None)
    why = Text(null=False, default=None)
    state = Text(null=False, default="open")
    created_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)
