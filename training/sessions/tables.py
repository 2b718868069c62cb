"""The sessions of courses."""

from typing import Final

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Time, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
COURSE = LazyTableReference("Course", module_path="training.courses.tables")

SENTENCES: Final = {
    "session_places": "この回は満席になりました。申し込みは変わっていません。ほかの回を選ぶか、空きを待ってください。",
}


class CourseSession(Table, db=ENGINE, tablename="course_session"):
    """A course held by a school from a day on, with so many places; `last_day` None: one day."""

    id = UUID(primary_key=True, default=None)
    course = ForeignKey(COURSE, null=False, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    held_on = Date(null=False, default=None)
    begins_at = Time(null=False, default=None)
    place = Text(null=False, default=None)
    online = Boolean(null=False, default=None)
    places = Integer(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    last_day = Date(null=True, default=None)
    place_kind = Text(null=False, default="prefecture")
