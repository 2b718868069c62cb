"""Who sees an assignment, who starts and ends it, and which routes lead to it."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.assignments.schemas import AbsenceRow, AssignmentRow, ExtensionRow
from matching.assignments.tables import (
    Assignment,
    AssignmentAbsence,
    AssignmentExtension,
    AssignmentStep,
    WorkedTime,
)

SEEN_BY: Final = (Relation.OWN_BODY, Relation.SUPERVISED, Relation.PARTY, Relation.SELF)

PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF)

SHOWN: Final = ("assignment", "need", "member_identity")
WHOLE: Final = (*SHOWN, "assignment_step", "assignment_extension", "assignment_absence", "worked_time")
THREAD: Final = (*SHOWN, "thread", "message", "message_file")
FOR_KEEPERS: Final = (*WHOLE, "training_requirement", "conflict_declaration")
"""What the body that proposed reads besides: why somebody may not be posted yet."""

POLICY: Final = (
    Policy("GET /assignments", Right.READ_EMPLOYMENT, SEEN_BY, SHOWN),
    Policy("GET /assignments/calendar", Right.READ_EMPLOYMENT, SEEN_BY, (*WHOLE, "calendar_link")),
    Policy("POST /assignments/calendar/link", Right.LOG_SUPPORT, (Relation.SELF,), (*WHOLE, "calendar_link")),
    Policy("POST /assignments/calendar/link/removal", Right.LOG_SUPPORT, (Relation.SELF,), (*WHOLE, "calendar_link")),
    Policy("GET /calendars/{member}/{secret}", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /assignments/{assignment}", Right.READ_EMPLOYMENT, SEEN_BY, FOR_KEEPERS),
    Policy("GET /assignments/{assignment}/thread", Right.READ_TALK, PARTIES, THREAD),
    Policy("POST /assignments/{assignment}/thread/messages", Right.TALK, PARTIES, THREAD),
    Policy("POST /assignments/{assignment}/start", Right.PROPOSE, (Relation.OWN_BODY,), FOR_KEEPERS),
    Policy("POST /assignments/{assignment}/end", Right.PROPOSE, (Relation.OWN_BODY,), FOR_KEEPERS),
    Policy("POST /assignments/{assignment}/extensions", Right.ASK, (Relation.PARTY,), FOR_KEEPERS),
    Policy("POST /extensions/{extension}/decision", Right.ASK, (Relation.OWN_BODY, Relation.PARTY), FOR_KEEPERS),
    Policy("POST /assignments/{assignment}/absences", Right.LOG_SUPPORT, SEEN_BY, FOR_KEEPERS),
    Policy("POST /absences/{absence}/cover", Right.PROPOSE, (Relation.OWN_BODY,), FOR_KEEPERS),
    Policy("POST /absences/{absence}/end", Right.LOG_SUPPORT, (Relation.OWN_BODY, Relation.SELF), FOR_KEEPERS),
)


def assignments_visible_to(viewer: Viewer) -> Condition:
    """The town, those who supervise it, the body that proposed, and the member."""
    return (
        among(Assignment.owner, [viewer.organisation])
        | among(Assignment.municipality, viewer.reach)
        | among(Assignment.member, [viewer.member])
    )


def work_visible_to(viewer: Viewer) -> Condition:
    """As the assignment it belongs to."""
    return (
        among(WorkedTime.owner, [viewer.organisation])
        | among(WorkedTime.municipality, viewer.reach)
        | among(WorkedTime.member, [viewer.member])
    )


def steps_visible_to(viewer: Viewer) -> Condition:
    """As the assignment they belong to."""
    return (
        among(AssignmentStep.owner, [viewer.organisation])
        | among(AssignmentStep.municipality, viewer.reach)
        | among(AssignmentStep.member, [viewer.member])
    )


def extensions_visible_to(viewer: Viewer) -> Condition:
    """As the assignment they belong to."""
    return (
        among(AssignmentExtension.owner, [viewer.organisation])
        | among(AssignmentExtension.municipality, viewer.reach)
        | among(AssignmentExtension.member, [viewer.member])
    )


def absences_visible_to(viewer: Viewer) -> Condition:
    """As the assignment they belong to; and whoever comes instead."""
    return (
        among(AssignmentAbsence.owner, [viewer.organisation])
        | among(AssignmentAbsence.municipality, viewer.reach)
        | among(AssignmentAbsence.member, [viewer.member])
        | among(AssignmentAbsence.cover, [viewer.member])
    )


def may_ask_extension(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None for the town the person works for, else the sentence why not."""
    if viewer.acts_for(assignment.municipality):
        return None
    return "延長を希望できるのは、支援を受けている町です。"


def may_decide_extension(viewer: Viewer, extension: ExtensionRow, verb: str) -> str | None:
    """None where the viewer's body gives this answer: the town takes back, the body that proposed decides."""
    if verb == "withdraw":
        return None if viewer.acts_for(extension.municipality) else "取り下げられるのは、希望した町だけです。"
    return None if viewer.acts_for(extension.owner) else "延長を決められるのは、この人を提案した団体だけです。"


def may_end_absence(viewer: Viewer, absence: AbsenceRow) -> str | None:
    """None for the body that proposed the person, and for the person while nobody comes instead; else why not."""
    if viewer.acts_for(absence.owner) or (viewer.is_member(absence.member) and absence.cover is None):
        return None
    if viewer.is_member(absence.member):
        return "代わりの人が決まっているため、県など、あなたを提案した団体に伝えてください。何も変えていません。"
    return "不在を終えられるのは、本人と、この人を提案した団体だけです。"


def may_record(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None where the viewer writes down what was done: the member, the town, or the body that proposed."""
    if viewer.is_member(assignment.member):
        return None
    if viewer.acts_for(assignment.municipality) or viewer.acts_for(assignment.owner):
        return None
    return "支援の記録を書けるのは、支援した本人、支援を受けた町、この人を提案した団体だけです。"


def may_keep(viewer: Viewer, assignment: AssignmentRow) -> str | None:
    """None where the viewer's body made the proposal, else the sentence why not."""
    if viewer.acts_for(assignment.owner):
        return None
    return "支援の始まりと終わりを記録できるのは、この人を提案した団体だけです。"
