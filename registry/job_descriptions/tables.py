"""Job descriptions, the versions of their words, and the steps taken."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
NEED = LazyTableReference("Need", module_path="registry.needs.tables")

SENTENCES: Final = {
    "job_description_version_description_number_key": (
        "ほかの人が先に書き直しました。書いた内容は画面に残っています。最新の内容と見比べて、もう一度送ってください。"
    ),
}


class JobDescription(Table, db=ENGINE, tablename="job_description"):
    """A role to be filled for a need. `readers`: its towns, who read what they were asked about."""

    id = UUID(primary_key=True, default=None)
    need = ForeignKey(NEED, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    readers = Array(base_column=UUID(), null=False, default=list)
    title = Text(null=False, default=None)
    role = Text(null=False, default=None)
    state = Text(null=False, default="draft")
    shown = Boolean(null=False, default=False)
    current = Integer(null=False, default=1)
    fixed = Integer(null=True, default=None)
    edition = Integer(null=False, default=0)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class JobDescriptionVersion(Table, db=ENGINE, tablename="job_description_version"):
    """The words of one version; they never change."""

    id = UUID(primary_key=True, default=None)
    description = ForeignKey(JobDescription, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    readers = Array(base_column=UUID(), null=False, default=list)
    content = JSONB(null=False, default=None)
    written_by = UUID(null=True, default=None)
    written_at = Timestamptz(null=False, default=None)
    asked_at = Timestamptz(null=True, default=None)


class JobDescriptionStep(Table, db=ENGINE, tablename="job_description_step"):
    """Who did what with which version."""

    id = UUID(primary_key=True, default=None)
    description = ForeignKey(JobDescription, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    readers = Array(base_column=UUID(), null=False, default=list)
    verb = Text(null=False, default=None)
    reason = Text(null=False, default="")
    done_by = UUID(null=True, default=None)
    done_for = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    done_at = Timestamptz(null=False, default=None)
