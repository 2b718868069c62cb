"""One row per person and course, and what happens in it: attendance, units, what they say of it."""

from typing import Final

from piccolo.columns import UUID, Array, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
COURSE = LazyTableReference("Course", module_path="training.courses.tables")
SESSION = LazyTableReference("CourseSession", module_path="training.sessions.tables")

SENTENCES: Final = {
    "enrolment_once": "この人には同じ研修がすでに決まっています。一覧から開いて続けてください。",
    "attendance_once": "この日の出席は、すでに記録されています。画面を読み込み直して確かめてください。",
    "unit_progress_once": "この単元の答えは、別の画面で先に保存されました。画面を読み込み直して確かめてください。",
    "course_feedback_once": "この回の感想は、すでに送られています。何も変えていません。",
}


class Enrolment(Table, db=ENGINE):
    """Who asks which course of whom and why, and how far it has come. `school` follows from the session.

    `waiting_*`: the full session somebody waits for a place in.
    """

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    course = ForeignKey(COURSE, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    required_for = Text(null=False, default=None)
    session = ForeignKey(SESSION, null=True, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    waiting_for = ForeignKey(SESSION, null=True, default=None, on_delete=OnDelete.restrict)
    waiting_school = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    waiting_since = Timestamptz(null=True, default=None)
    state = Text(null=False, default="required")
    reason = Text(null=False, default="")
    required_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    completed_on = Date(null=True, default=None)
    version = Integer(null=False, default=1)


class AttendanceDay(Table, db=ENGINE, tablename="attendance"):
    """Somebody came on a day of a session."""

    id = UUID(primary_key=True, default=None)
    enrolment = ForeignKey(Enrolment, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    session = ForeignKey(SESSION, null=False, default=None, on_delete=OnDelete.restrict)
    day = Date(null=False, default=None)


class UnitProgress(Table, db=ENGINE, tablename="unit_progress"):
    """How far somebody is with a unit of the text's `edition`; 0 among the answers: not yet."""

    id = UUID(primary_key=True, default=None)
    enrolment = ForeignKey(Enrolment, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    unit = Integer(null=False, default=None)
    edition = Integer(null=False, default=None)
    answers = Array(base_column=Integer(), null=False, default=None)
    passed_on = Date(null=True, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class CourseFeedback(Table, db=ENGINE, tablename="course_feedback"):
    """What somebody says of a session; pages never show who."""

    id = UUID(primary_key=True, default=None)
    enrolment = ForeignKey(Enrolment, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    school = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    session = ForeignKey(SESSION, null=False, default=None, on_delete=OnDelete.restrict)
    rating = Integer(null=False, default=None)
    words = Text(null=False, default=None)
    said_at = Timestamptz(null=False, default=None)
