"""What is declared by hand, apart from code and SQL: whose a column is, what a path names, who writes for whom."""

from collections.abc import Mapping
from typing import Final

BELONGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("municipality", "base", "lead", "requested_by", "told", "appointing_body", "organisation", "readers",
         "done_for"),
        "town",
    ),
    **dict.fromkeys(
        ("prefecture", "owner", "pool", "issuer", "registered_by", "heard_by", "recommended_by", "booked_by",
         "verified_by", "granted_by", "receiver", "sender", "found_by", "regions"), "pool"
    ),
    **dict.fromkeys(
        ("account", "sent_by", "created_by", "approved_by", "checked_by", "entered_by", "uploaded_by", "done_by",
         "written_by", "decided_by", "reviewed_by", "drawn_by"), "clerk"
    ),
    **dict.fromkeys(("member", "person", "member_viewer", "cover"), "member"),
    **dict.fromkeys(("subject", "run", "result", "notice", "event", "origin"), "thing"),
    "body": "town", "company": "company",
    "ministry": "ministry", "employer": "company", "school": "school", "provider": "school",
}  # fmt: skip
"""Column -> the part of the family it names, where its foreign key does not lead to a table of the family."""

AFTER: Final[Mapping[str, str]] = {
    "capacity_booking": "capacity_offer",
    "member_identity": "disclosure",
    "training_requirement": "enrolment",
}
"""Tables that a trigger or policy wants after another, beside their foreign keys."""

UNOWNED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("posting_question", "INSERT"): ("public", "anybody asks about what is published"),
    ("public_try", "INSERT"): ("public", "a try is counted before anybody is known"),
    ("journal", "INSERT"): ("public", "what follows from signing in is written before the viewer is known"),
    ("badge_key", "INSERT"): ("ministry", "keys belong to the installation; after the first the ministry changes them"),
}
"""Writes that no tenant column binds: the role or kind of body that may, and why."""

TRYING: Final = frozenset({"sign_in_failure", "journal"})
TRIED: Final = frozenset({"public_try", "journal"})
REFUSING: Final = (
    "GET /sign-in/providers/{openid_provider}", "GET /sign-in/providers/{openid_provider}/return",
    "POST /sign-in/providers/{openid_provider}/logout", "GET /sign-in/again/{openid_provider}",
    "GET /invitations/{secret}/providers/{openid_provider}", "POST /passkey-session", "POST /sign-in/again/passkey",
)  # fmt: skip
"""Doors of sign-in that note and count whatever is not believed."""
BROUGHT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("POST /session", "POST /session/code", "POST /sign-in/again"), TRYING),
    "POST /password-resets": frozenset({"public_try"}),
    "POST /oauth/token": TRIED,
    **dict.fromkeys(REFUSING, TRIED),
    "POST /postings/{posting}/questions": TRIED | {"posting_question", "notice"},
    "POST /postings/{posting}/applications": TRIED | {
        "application", "application_person", "application_letter", "mail_outbox", "notice",
    },
    **dict.fromkeys(("POST /my-application", "POST /my-application/withdrawal", "POST /my-application/answer"), TRIED),
}  # fmt: skip
"""What an open door writes for the body it belongs to, whoever knocks: route -> tables."""

FRAME: Final = frozenset({"account"})
"""Tables that the frame of every page shows of the viewer themselves: who is signed in."""

PARAMETERS: Final[Mapping[str, str]] = {
    "run": "allocation_run", "scenario": "allocation_scenario", "copied_from": "allocation_scenario",
    "base": "allocation_run", "leaving": "member", "pin": "allocation_pin", "upload": "import_file",
    "session": "course_session",
    "part": "joint_need_part", "check": "conflict_check", "cost": "funding_cost", "search": "saved_search",
    "declaration": "conflict_declaration", "line": "proposal_line", "request_id": "disclosure_request",
    "description": "job_description", "question": "posting_question", "assessor": "posting_assessor",
    "stage": "posting_stage", "procurement": "joint_procurement", "shared_file": "joint_procurement_file",
    "registrations": "registration",
    "extension": "assignment_extension", "absence": "assignment_absence",
    "record": "support_record", "study": "study_session",
    "annex": "agreement_annex", "signature": "agreement_signature",
    "experience": "member_experience", "certification": "member_certification", "pause": "member_pause",
    "attachment": "member_document", "documents": "document",
    "correction": "member_correction", "merge": "member_merge",
}  # fmt: skip
"""Path parameters and fields that name a table by another word than its own."""

PUBLIC: Final[Mapping[str, str]] = {
    "file_path": "dxpool.css",
    "code": "344621",
    "definition": "dx-records-2026",
    "name": "frameworks",
    "municipality": "344621",
    "kind": "companies",
    "ending": "csv",
    "course": "assembly",
    "unit": "1",
    "key": "key_of_sera",
    "purpose": "revocation",
    "figure": "needs-unmet",
    "issuer": "00000000-0000-4000-8000-000000000000",
    "number": "1",
    "mapping": "00000000-0000-4000-8000-000000000000",
    "secret": "nothing",
}
"""Path parameters that lead to public things, with a value that exists (no mapping ships: one of the right form)."""
