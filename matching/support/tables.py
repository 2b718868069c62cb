"""Support records with their versions and papers, shared knowledge, studies, outcomes."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Boolean, Date, ForeignKey, Integer, SmallInt, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
ASSIGNMENT = LazyTableReference("Assignment", module_path="matching.assignments.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")

SENTENCES: Final = {
    "support_record_pkey": "この記録はすでに送られています。一覧から開いて確かめてください。",
    "support_record_version_number": (
        "この記録は、ほかの人が先に直しました。何も変えていません。画面を読み込み直してください。"
    ),
    "study_attendance_once": "同じ人が二度選ばれています。一度にしてください。",
    "support_outcome_pkey": "成果は、ほかの人が先に書きました。画面を読み込み直して確かめてください。",
}


class SupportRecord(Table, db=ENGINE, tablename="support_record"):
    """What was done for a town on a day."""

    id = UUID(primary_key=True, default=None)
    assignment = ForeignKey(ASSIGNMENT, null=True, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    done_on = Date(null=False, default=None)
    minutes = Integer(null=False, default=None)
    travel_minutes = Integer(null=True, default=None)
    means = Text(null=False, default=None)
    escorted = Boolean(null=False, default=False)
    themes = Array(base_column=Text(), null=False, default=list)
    met = Text(null=False, default="")
    done = Text(null=False, default=None)
    next_step = Text(null=False, default="")
    next_on = Date(null=True, default=None)
    shared = Text(null=False, default=None)
    side = Text(null=False, default=None)
    state = Text(null=False, default=None)
    doubt = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class SupportRecordVersion(Table, db=ENGINE, tablename="support_record_version"):
    """What a record said before a correction, and why it was corrected."""

    id = UUID(primary_key=True, default=None)
    record = ForeignKey(SupportRecord, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    content = JSONB(null=False, default=None)
    reason = Text(null=False, default=None)
    side = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class SupportFile(Table, db=ENGINE, tablename="support_file"):
    """A paper or picture beside a record; the bytes are `foundation/files`."""

    id = UUID(primary_key=True, default=None)
    record = ForeignKey(SupportRecord, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    file = ForeignKey(FILE, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class SupportKnowledge(Table, db=ENGINE, tablename="support_knowledge"):
    """What others may read of a confirmed record, by the town's permission."""

    id = ForeignKey(SupportRecord, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    shared = Text(null=False, default=None)
    done_on = Date(null=False, default=None)
    means = Text(null=False, default=None)
    themes = Array(base_column=Text(), null=False, default=list)
    done = Text(null=False, default=None)
    next_step = Text(null=False, default=None)
    search_key = Text(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)


class StudySession(Table, db=ENGINE, tablename="study_session"):
    """A study meeting of a pool's people."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    held_on = Date(null=False, default=None)
    minutes = Integer(null=False, default=None)
    title = Text(null=False, default=None)
    themes = Array(base_column=Text(), null=False, default=list)
    notes = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class StudyAttendance(Table, db=ENGINE, tablename="study_attendance"):
    """A person who was at a study meeting."""

    id = UUID(primary_key=True, default=None)
    study = ForeignKey(StudySession, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)


class SupportOutcome(Table, db=ENGINE, tablename="support_outcome"):
    """What came of an assignment; confirmed by the town's own word."""

    assignment = ForeignKey(ASSIGNMENT, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    hours_saved = Integer(null=True, default=None)
    introductions = Integer(null=True, default=None)
    satisfaction = SmallInt(null=True, default=None)
    story = Text(null=False, default=None)
    side = Text(null=False, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)
