"""One row per person and course."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
COURSE = LazyTableReference("Course", module_path="training.courses.tables")
SESSION = LazyTableReference("CourseSession", module_path="training.courses.tables")

SENTENCES: Final = {
    "enrolment_once": "この人には同じ研修がすでに決まっています。一覧から開いて続けてください。",
}


class Enrolment(Table, db=ENGINE):
    """Who asks which course of whom and why, and how far it has come. `school` follows from the session."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    course = ForeignKey(COURSE, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    required_for = Text(null=False, default=None)
    session = ForeignKey(SESSION, null=True, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    state = Text(null=False, default="required")
    reason = Text(null=False, default="")
    required_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    completed_on = Date(null=True, default=None)
    version = Integer(null=False, default=1)
