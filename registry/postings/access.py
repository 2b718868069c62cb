"""Who reads a posting, who judges, who sees an applicant, and which routes lead there."""

from typing import Final

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import NONE, Condition, among
from registry.members.access import WHOLE
from registry.postings.rows import PostingRow
from registry.postings.tables import (
    Application,
    ApplicationDecision,
    ApplicationLetter,
    ApplicationSheet,
    Posting,
    PostingAssessor,
    PostingQuestion,
)

OPEN: Final = (Relation.PUBLIC,)
OWN: Final = (Relation.OWN_BODY,)
JUDGING: Final = (Relation.OWN_BODY, Relation.PARTY)
PUBLISHED: Final = ("posting", "posting_question")
MANAGED: Final = (*PUBLISHED, "posting_notes", "posting_enquiry", "posting_assessor", "posting_stage", "application",
                  "application_person")  # fmt: skip
JUDGED: Final = ("posting", "posting_assessor", "posting_stage", "application", "application_person",
                 "application_sheet", "application_decision", "application_letter")  # fmt: skip

JOINING: Final = (*JUDGED, *WHOLE)

POLICY: Final = (
    Policy("GET /postings", Right.OPEN, OPEN, ("posting", "application")),
    Policy("GET /postings/{posting}", Right.OPEN, OPEN, PUBLISHED),
    Policy("POST /postings/{posting}/questions", Right.OPEN, OPEN, PUBLISHED),
    Policy("GET /postings/{posting}/application", Right.OPEN, OPEN, PUBLISHED),
    Policy("POST /postings/{posting}/applications", Right.OPEN, OPEN, PUBLISHED),
    Policy("GET /my-application", Right.OPEN, OPEN),
    Policy("POST /my-application", Right.OPEN, OPEN),
    Policy("POST /my-application/withdrawal", Right.OPEN, OPEN),
    Policy("POST /my-application/answer", Right.OPEN, OPEN),
    Policy("GET /postings/manage", Right.READ_RECRUITMENT, JUDGING, ("posting",)),
    Policy("GET /postings/new", Right.RECRUIT, OWN, ("job_description", "job_description_version")),
    Policy("POST /postings", Right.RECRUIT, OWN, ("job_description", "job_description_version")),
    Policy("GET /postings/{posting}/manage", Right.ASSESS, JUDGING, MANAGED),
    Policy("GET /postings/{posting}/edit", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/words", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/opening", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/closing", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/failure", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/reopening", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/assessors", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /postings/{posting}/stages", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /posting-stages/{stage}/closing", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /posting-assessors/{assessor}/removal", Right.RECRUIT, OWN, MANAGED),
    Policy("POST /posting-questions/{question}/answer", Right.RECRUIT, OWN, MANAGED),
    Policy("GET /applications/{application}", Right.ASSESS, JUDGING, JUDGED),
    Policy("POST /applications/{application}/sheets", Right.ASSESS, JUDGING, JUDGED),
    Policy("POST /applications/{application}/decision", Right.RECRUIT, OWN, JUDGED),
    Policy("GET /applications/{application}/files/{file}", Right.ASSESS, JUDGING, ("application_person", "file")),
    Policy("GET /applications/{application}/membership", Right.KEEP_POOL, OWN, JOINING),
    Policy("POST /applications/{application}/membership", Right.KEEP_POOL, OWN, JOINING),
    Policy("GET /applications/{application}/letters", Right.RECRUIT, OWN, ("application_letter",)),
)

ASKED: Final = (
    "exists (select 1 from posting_enquiry e where e.posting = posting.id and e.company = {} and e.sent_at is not null)"
)
ASSESSES: Final = "exists (select 1 from posting_assessor a where a.posting = application.posting and a.body = {})"
SHEET_JUDGED: Final = ASSESSES.replace("application.posting", "application_sheet.posting")
SHEETS_OPEN: Final = "sheets_are_open(application_sheet.application, application_sheet.stage)"


def postings_visible_to(viewer: Viewer) -> Condition:
    """The viewer's own body's; of others what is published, an enquiry to the companies that were asked."""
    public = (Posting.method != "enquiry") | WhereRaw(ASKED, viewer.organisation or NONE)
    return among(Posting.owner, [viewer.organisation]) | ((Posting.state != "prepared") & public)


def questions_visible_to(viewer: Viewer) -> Condition:
    """Answered ones; the posting body's own also before."""
    return PostingQuestion.answered_at.is_not_null() | among(PostingQuestion.owner, [viewer.organisation])


def assessors_visible_to(viewer: Viewer) -> Condition:
    """The posting body sees every seat, another body its own."""
    return among(PostingAssessor.owner, [viewer.organisation]) | among(PostingAssessor.body, [viewer.organisation])


def applications_visible_to(viewer: Viewer) -> Condition:
    """Of the posting body, of the bodies that assess, and one's own as a member or a company."""
    own = among(Application.owner, [viewer.organisation]) | among(Application.member, [viewer.member])
    assessed = WhereRaw(ASSESSES, viewer.organisation or NONE)
    return own | among(Application.company, [viewer.organisation]) | assessed


def sheets_visible_to(viewer: Viewer) -> Condition:
    """One's own; those of others once every assessor's is in or the step has ended."""
    own = among(ApplicationSheet.body, [viewer.organisation]) & among(ApplicationSheet.written_by, [viewer.account])
    judging = among(ApplicationSheet.owner, [viewer.organisation]) | WhereRaw(SHEET_JUDGED, viewer.organisation or NONE)
    return own | (judging & WhereRaw(SHEETS_OPEN))


def decisions_visible_to(viewer: Viewer) -> Condition:
    """The posting body's own."""
    return among(ApplicationDecision.owner, [viewer.organisation])


def letters_visible_to(viewer: Viewer) -> Condition:
    """The posting body's own."""
    return among(ApplicationLetter.owner, [viewer.organisation])


def may_manage(viewer: Viewer, posting: PostingRow) -> str | None:
    """None where the viewer's body keeps this posting, else the sentence why not."""
    return None if viewer.acts_for(posting.owner) else "この募集を進められるのは、募集する団体だけです。"
