"""Who sees what was done, who writes and confirms it, and which routes lead to it."""

from typing import Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.support.rules import Shared, Side
from matching.support.schemas import RecordRow
from matching.support.tables import (
    StudyAttendance,
    StudySession,
    SupportKnowledge,
    SupportOutcome,
    SupportRecord,
)

SEEN_BY: Final = (Relation.OWN_BODY, Relation.SUPERVISED, Relation.PARTY, Relation.SELF)
OVER: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)
RECORD: Final = ("support_record", "member_identity")
WHOLE: Final = (*RECORD, "support_record_version", "support_file")
WRITING: Final = (*RECORD, "assignment", "need")
OUTCOME: Final = ("support_outcome", "assignment", "need", "member_identity", "need_review")
REPORT: Final = (*RECORD, *OUTCOME, "worked_time", "need_requirement", "need_skill")
STUDY: Final = ("study_session", "study_attendance", "member_identity")

POLICY: Final = (
    Policy("GET /support", Right.READ_SUPPORT, SEEN_BY, WRITING),
    Policy("GET /support/new", Right.LOG_SUPPORT, PARTIES, WRITING),
    Policy("POST /support", Right.LOG_SUPPORT, PARTIES, WRITING),
    Policy("GET /support/coverage", Right.READ_SUPPORT, OVER, ("support_record",)),
    Policy("GET /support/coverage.csv", Right.READ_SUPPORT, OVER, ("support_record",)),
    Policy("GET /support/days", Right.READ_SUPPORT, SEEN_BY, ("worked_time", *WRITING)),
    Policy("GET /support/days.csv", Right.READ_SUPPORT, SEEN_BY, ("worked_time", *WRITING), fresh=True),
    Policy("GET /support/knowledge", Right.READ_SUPPORT, SEEN_BY, ("support_knowledge",)),
    Policy("GET /support/outcomes/{assignment}", Right.READ_SUPPORT, SEEN_BY, OUTCOME),
    Policy("POST /support/outcomes/{assignment}", Right.LOG_SUPPORT, PARTIES, OUTCOME),
    Policy("GET /support/reports/{assignment}", Right.READ_SUPPORT, (Relation.OWN_BODY, Relation.PARTY), REPORT),
    Policy("GET /support/{support_record}", Right.READ_SUPPORT, SEEN_BY, WHOLE),
    Policy("GET /support/{support_record}/edit", Right.LOG_SUPPORT, PARTIES, WHOLE),
    Policy("POST /support/{support_record}/correction", Right.LOG_SUPPORT, PARTIES, WHOLE),
    Policy("POST /support/{support_record}/confirmation", Right.LOG_SUPPORT, (Relation.PARTY,), WHOLE),
    Policy("POST /support/{support_record}/doubt", Right.LOG_SUPPORT, (Relation.PARTY,), WHOLE),
    Policy("POST /support/{support_record}/files", Right.LOG_SUPPORT, PARTIES, WHOLE),
    Policy("GET /support/{support_record}/files/{support_file}", Right.READ_SUPPORT, PARTIES, ("support_file", "file")),
    Policy("GET /studies", Right.READ_SUPPORT, PARTIES, STUDY),
    Policy("POST /studies", Right.HEAR, (Relation.OWN_BODY,), STUDY),
    Policy("POST /studies/{study}/attendance", Right.HEAR, (Relation.OWN_BODY,), STUDY),
)

COLLEAGUES: Final = "support_knowledge.owner in (select pool from support_colleague where member = {})"


def records_visible_to(viewer: Viewer) -> Condition:
    """The town, those who supervise it, the body that keeps the pool, and the member."""
    return (
        among(SupportRecord.owner, [viewer.organisation])
        | among(SupportRecord.municipality, viewer.reach)
        | among(SupportRecord.member, [viewer.member])
    )


def knowledge_visible_to(viewer: Viewer) -> Condition:
    """The town and who supervises it, the pool with its members, and the framework's towns where it was opened."""
    open_to_towns = (SupportKnowledge.shared == Shared.TOWNS) & among(SupportKnowledge.owner, viewer.pools)
    own = among(SupportKnowledge.owner, [viewer.organisation]) | among(SupportKnowledge.municipality, viewer.reach)
    if viewer.member is None:
        return own | open_to_towns
    return own | open_to_towns | WhereRaw(COLLEAGUES, viewer.member)


def outcomes_visible_to(viewer: Viewer) -> Condition:
    """As the assignment they belong to."""
    return (
        among(SupportOutcome.owner, [viewer.organisation])
        | among(SupportOutcome.municipality, viewer.reach)
        | among(SupportOutcome.member, [viewer.member])
    )


def attendance_visible_to(viewer: Viewer) -> Condition:
    """The pool that held the meeting; a member, their own."""
    return among(StudyAttendance.owner, [viewer.organisation]) | among(StudyAttendance.member, [viewer.member])


def own_studies(viewer: Viewer) -> Condition:
    """The meetings of the viewer's own body."""
    return among(StudySession.owner, [viewer.organisation])


def side_of(viewer: Viewer, record: RecordRow) -> Side | None:
    """As whom the viewer writes in this record; None where it only reads it."""
    if record.member is not None and viewer.is_member(record.member):
        return Side.MEMBER
    if viewer.acts_for(record.municipality):
        return Side.TOWN
    return Side.POOL if viewer.acts_for(record.owner) else None


def may_visit(viewer: Viewer, municipality: UUID) -> str | None:
    """None where the viewer's body keeps a pool and looks after the town, else the sentence why not."""
    if viewer.kind in ("prefecture", "union") and municipality in towns_looked_after(viewer):
        return None
    return "配属のない町への訪問を記録できるのは、その町を受け持つ県など、人材プールの団体だけです。"


def may_write(viewer: Viewer, record: RecordRow) -> str | None:
    """None for those who write in this record, else the sentence why not."""
    if side_of(viewer, record) is not None:
        return None
    return "この記録を書けるのは、支援した本人、支援を受けた町、人材プールの団体だけです。"


def may_confirm(viewer: Viewer, record: RecordRow) -> str | None:
    """None for the town that was helped, else the sentence why not."""
    if viewer.acts_for(record.municipality):
        return None
    return "記録を確かめるのは、支援を受けた町です。"


def towns_looked_after(viewer: Viewer) -> list[UUID]:
    """The bodies beside its own that the viewer's body works for."""
    return [id for id in viewer.reach if id != viewer.organisation]
