"""The menu of courses, and the versions of their texts."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Date, ForeignKey, Integer, Text
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "course_edition_number": "この教材は、ほかの人が先に新しくしました。書いた内容は画面に残っています。"
    "いまの版を確かめてから、もう一度送ってください。",
}


class Course(Table, db=ENGINE):
    """One subject. `minutes` None: the length is 未確認."""

    code = Text(primary_key=True, null=False, default=None)
    position = Integer(null=False, default=None, unique=True)
    name = Text(null=False, default=None)
    aim = Text(null=False, default=None)
    basis = Text(null=False, default=None)
    minutes = Integer(null=True, default=None)
    source = Text(null=False, default=None)
    kind = Text(null=False, default="practice")
    prerequisites = Array(base_column=Text(), null=False, default=list)
    valid_months = Integer(null=True, default=None)
    teaches = Array(base_column=Text(), null=False, default=list)


class CourseEdition(Table, db=ENGINE, tablename="course_edition"):
    """An immutable version of a course's text and units; `published_by` None: shipped with the product."""

    id = UUID(primary_key=True, default=None)
    course = ForeignKey(Course, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    text = Text(null=False, default=None)
    units = JSONB(null=False, default=None)
    what_changed = Text(null=False, default=None)
    source = Text(null=False, default=None)
    published_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    published_on = Date(null=False, default=None)
