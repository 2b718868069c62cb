"""Courses and the sessions of them."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Time, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "session_places": "この回は満席になりました。申し込みは変わっていません。ほかの回を選んでください。",
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


class CourseSession(Table, db=ENGINE, tablename="course_session"):
    """A course held on a day, by a school, with so many places."""

    id = UUID(primary_key=True, default=None)
    course = ForeignKey(Course, null=False, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    held_on = Date(null=False, default=None)
    begins_at = Time(null=False, default=None)
    place = Text(null=False, default=None)
    online = Boolean(null=False, default=None)
    places = Integer(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
