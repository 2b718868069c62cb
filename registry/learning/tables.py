"""Courses asked before posting, requirements, completions. `course` is a code of the catalogue in `training`."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "posting_course_once": "この科目は、すでに配属前の研修に入っています。何も変えていません。",
    "training_requirement_once": "この人には同じ研修がすでに決まっています。一覧から開いて続けてください。",
    "training_completion_once": "この修了は、すでに記録されています。何も変えていません。",
}


class PostingCourse(Table, db=ENGINE, tablename="posting_course"):
    """A course that a pool asks of everybody before posting."""

    id = UUID(primary_key=True, default=None)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    course = Text(null=False, default=None)
    course_name = Text(null=False, default=None)
    source = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class TrainingRequirement(Table, db=ENGINE, tablename="training_requirement"):
    """A course asked of a person; `before_posting`: it closes the gate until completed or waived."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    course = Text(null=False, default=None)
    course_name = Text(null=False, default=None)
    required_for = Text(null=False, default=None)
    due_on = Date(null=True, default=None)
    before_posting = Boolean(null=False, default=None)
    required_at = Timestamptz(null=False, default=None)
    waived_on = Date(null=True, default=None)
    waived_because = Text(null=False, default="")
    version = Integer(null=False, default=1)


class TrainingCompletion(Table, db=ENGINE, tablename="training_completion"):
    """A course completed; `enrolment` names a row of `training`, which is above this package."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    course = Text(null=False, default=None)
    course_name = Text(null=False, default=None)
    completed_on = Date(null=False, default=None)
    valid_to = Date(null=True, default=None)
    enrolment = UUID(null=False, default=None)
