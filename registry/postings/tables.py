"""Postings, questions, applications, sheets and letters."""

from typing import Final

from piccolo.columns import JSONB, UUID, Array, Bytea, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
DESCRIPTION = LazyTableReference("JobDescription", module_path="registry.job_descriptions.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "application_pkey": "この応募はすでに受け付けています。確認番号は、メールでもお送りしました。",
    "posting_assessor_posting_body_label_key": "同じ人がすでに選考にあたっています。別の名前にしてください。",
    "posting_stage_posting_round_kind_key": "この選考はすでに始まっています。画面を読み込み直してください。",
    "application_sheet_application_stage_assessor_key": (
        "この席の評価は、ほかの人がすでに書いています。書いた内容は画面に残っています。担当の人に確かめてください。"
    ),
}


class Posting(Table, db=ENGINE):
    """A call for somebody; all of it is public once it is open."""

    id = UUID(primary_key=True, default=None)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    description = ForeignKey(DESCRIPTION, null=False, default=None, on_delete=OnDelete.restrict)
    edition = Integer(null=False, default=None)
    method = Text(null=False, default=None)
    state = Text(null=False, default="prepared")
    title = Text(null=False, default=None)
    appeal = Text(null=False, default="")
    contact = Text(null=False, default=None)
    places = Integer(null=False, default=None)
    apply_until = Date(null=False, default=None)
    questions_until = Date(null=False, default=None)
    round = Integer(null=False, default=1)
    content = JSONB(null=False, default=None)
    opened_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class PostingNotes(Table, db=ENGINE, tablename="posting_notes"):
    """What stays with the posting body."""

    posting = ForeignKey(Posting, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    reason = Text(null=False, default="")


class PostingEnquiry(Table, db=ENGINE, tablename="posting_enquiry"):
    """A company that is asked."""

    id = UUID(primary_key=True, default=None)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    company = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    sent_at = Timestamptz(null=True, default=None)


class PostingQuestion(Table, db=ENGINE, tablename="posting_question"):
    """A question without its asker."""

    id = UUID(primary_key=True, default=None)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    question = Text(null=False, default=None)
    answer = Text(null=False, default="")
    asked_at = Timestamptz(null=False, default=None)
    answered_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class PostingAssessor(Table, db=ENGINE, tablename="posting_assessor"):
    """A seat among those who judge."""

    id = UUID(primary_key=True, default=None)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    body = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    label = Text(null=False, default=None)


class PostingStage(Table, db=ENGINE, tablename="posting_stage"):
    """A step of the screening."""

    id = UUID(primary_key=True, default=None)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    round = Integer(null=False, default=None)
    kind = Text(null=False, default=None)
    opened_at = Timestamptz(null=False, default=None)
    closed_at = Timestamptz(null=True, default=None)


class Application(Table, db=ENGINE):
    """An application without its person."""

    id = UUID(primary_key=True, default=None)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    member = ForeignKey(MEMBER, null=True, default=None, on_delete=OnDelete.restrict)
    company = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    round = Integer(null=False, default=None)
    number_hash = Bytea(null=False, default=b"")
    state = Text(null=False, default="received")
    applied_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    forget_on = Date(null=True, default=None)
    forgotten_at = Timestamptz(null=True, default=None)
    pool_consent = Text(null=True, default=None)
    pool_consented_on = Date(null=True, default=None)
    pledged_on = Date(null=True, default=None)
    joined_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class ApplicationPerson(Table, db=ENGINE, tablename="application_person"):
    """Who applied; deleted when the person is forgotten."""

    application = ForeignKey(Application, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    name = Text(null=False, default=None)
    kana = Text(null=False, default="")
    email = Text(null=False, default=None)
    phone = Text(null=False, default="")
    story = Text(null=False, default=None)
    files = Array(base_column=UUID(), null=False, default=list)
    held = Array(base_column=Text(), null=False, default=list)
    consent = Text(null=False, default=None)
    consented_at = Timestamptz(null=False, default=None)


class ApplicationSheet(Table, db=ENGINE, tablename="application_sheet"):
    """An assessor's points."""

    id = UUID(primary_key=True, default=None)
    application = ForeignKey(Application, null=False, default=None, on_delete=OnDelete.restrict)
    stage = ForeignKey(PostingStage, null=False, default=None, on_delete=OnDelete.restrict)
    assessor = ForeignKey(PostingAssessor, null=False, default=None, on_delete=OnDelete.restrict)
    posting = ForeignKey(Posting, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    body = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    written_by = UUID(null=False, default=None)
    scores = JSONB(null=False, default=None)
    comment = Text(null=False, default="")
    written_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class ApplicationDecision(Table, db=ENGINE, tablename="application_decision"):
    """What was decided, and why."""

    id = UUID(primary_key=True, default=None)
    application = ForeignKey(Application, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    verdict = Text(null=False, default=None)
    reason = Text(null=False, default=None)
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=False, default=None)


class ApplicationLetter(Table, db=ENGINE, tablename="application_letter"):
    """What was written to the applicant."""

    id = UUID(primary_key=True, default=None)
    application = ForeignKey(Application, null=False, default=None, on_delete=OnDelete.restrict)
    owner = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    subject = Text(null=False, default=None)
    body = Text(null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
