"""Handovers and the points of their lists."""

from typing import Final

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
ASSIGNMENT = LazyTableReference("Assignment", module_path="matching.assignments.tables")

SENTENCES: Final = {
    "handover_assignment_key": "この配属の引き継ぎは、すでに始まっています。画面を読み込み直して確かめてください。",
}


class Handover(Table, db=ENGINE):
    """What is handed over when an assignment ends; `template` is the version of the list it was made from."""

    id = UUID(primary_key=True, default=None)
    assignment = ForeignKey(ASSIGNMENT, null=False, unique=True, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    template = Text(null=False, default=None)
    state = Text(null=False, default="open")
    message = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class HandoverItem(Table, db=ENGINE, tablename="handover_item"):
    """A point of the list: whose it is, what was said to it, who did it when."""

    id = UUID(primary_key=True, default=None)
    handover = ForeignKey(Handover, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    title = Text(null=False, default=None)
    side = Text(null=False, default=None)
    note = Text(null=False, default="")
    done_at = Timestamptz(null=True, default=None)
    done_side = Text(null=True, default=None)
    done_by = UUID(null=True, default=None)
    version = Integer(null=False, default=1)
