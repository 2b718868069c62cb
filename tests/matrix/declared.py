"""What is declared by hand, apart from code and SQL alike: whose a column is, who reads a table's rows.

Readers are words for how a principal stands to a row's family: a town, the pool's prefecture above it, one member,
one company, one national body. `town` and `pool` are any account of that body; `participants` the towns of the pool's
framework, `colleague` its members; `town_keeper` a manager or auditor of the town, `town_manager` a manager;
`halls` prefectures and unions; `everybody` whoever has signed in, `anybody` also who has not, `public` who has not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from tests.matrix.families import Family
from tests.matrix.installation import kept_key, key_id, public_key, signed_badge


@dataclass(frozen=True, slots=True)
class Seeded:
    """A kind of row that every family gets. `values` are column -> value: `@clerk` names a part of the family, None
    stays empty."""

    readers: frozenset[str]
    values: Mapping[str, Any] = field(default_factory=dict)


def rows(readers: str, /, **values: Any) -> Seeded:
    """Readers with spaces between; columns by name."""
    return Seeded(frozenset(readers.split()), values)


def file_bytes(family: Family) -> bytes:
    """A file whose content would show where it leaks."""
    return family.canary("file.bytes.0").encode()


def file_hash(family: Family) -> bytes:
    """What `foundation/files` checks the bytes against."""
    return sha256(file_bytes(family)).digest()


WORDS: Final = """{"type": "appointing", "person": "p", "title": "t", "body_name": "b", "head": "h",
"article": null, "first_day": "2026-04-01", "last_day": "2027-03-31", "postings": []}"""
"""What a paper says, in the shape that `reports/documents` keeps."""
SHEET: Final = '{"type": "sheet", "person": "p", "head": "h", "matter": "m", "lead": "", "parts": []}'
"""What a drawn paper says, in the same shape."""


def described(table: str) -> Callable[[Family], str]:
    """The words of a job description, as this table keeps them."""
    return lambda family: f'{{"title": "{family.canary(f"{table}.content.0")}", "role": "engineer"}}'


def worded(table: str) -> Callable[[Family], str]:
    """The text of an agreement, as this table keeps it."""
    return lambda family: f"（目的）\n{family.canary(f'{table}.text.0')}"


POINTS: Final = '{"experience": 3, "skill": 3, "understanding": 3, "telling": 3, "plan": 3}'
"""What a sheet holds, in the shape that `registry/postings` keeps."""
TOLD: Final = """{"done_on": "2026-11-20", "minutes": 60, "means": "on_site", "done": "a", "themes": [], "met": "",
"next_step": "", "next_on": null, "travel_minutes": null, "escorted": false, "shared": "parties"}"""
"""What a support record said, in the shape that `matching/support` keeps."""
CHANGED: Final = '{"name": ["a", "b"]}'
"""What a change says: field -> what it was, what it became."""

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
    **dict.fromkeys(("subject", "run", "result", "notice", "event"), "thing"),
    "body": "town", "company": "company",
    "ministry": "ministry", "employer": "company", "school": "school", "provider": "school",
}  # fmt: skip
"""Column -> the part of the family it names, where its foreign key does not lead to a table of the family."""

TABLES: Final[Mapping[str, tuple[Seeded, ...]]] = {
    "account": (
        rows("member", member="@member", demo=False, closed_at=None),
        rows("town", id="@clerk", member=None, demo=False, closed_at=None),
        rows("pool town_keeper", id="@helper", member=None, demo=False, closed_at=None),
    ),
    "role_holding": (rows("town", role="clerk", account="@clerk"),),
    "idempotency_key": (rows(""),),
    "web_session": (rows("member", provider=None),),
    "sign_in_failure": (rows(""),),
    "openid_provider": (
        rows("anybody", is_open=True),
        rows("town", is_open=False),
    ),
    "openid_provider_secret": (rows("town_manager"),),
    "openid_link": (rows("town_manager member"),),
    "spent_value": (rows(""),),
    "invitation": (rows("town pool", role="clerk", member=None, account=None, ended_at=None),
                   rows("town pool", role=None, ended_at=None)),
    "second_factor": (rows("member"),),
    "password_reset": (rows("member", ended_at=None),),
    "api_client": (rows("town_keeper", account="@clerk", ended_at=None, scopes=["read_needs"], calls_a_minute=60),),
    "api_client_secret": (rows("town_manager", account="@clerk", ends_at=None),),
    "api_client_use": (rows("town_keeper", account="@clerk", calls=1),),
    "webhook": (rows("town_manager", ended_at=None, kinds=["need"]),),
    "webhook_delivery": (rows("town_manager", state="failed", attempts=8),),
    "emergency_access": (rows("pool town_keeper", account="@helper", decided_at=None, decided_by=None, granted=None,
                              until=None, ended_at=None),),
    "role_review": (rows("town_keeper"),),
    "role_request": (rows("town_manager", role="reader", decided_at=None, granted=None),),
    "journal": (rows("town_keeper member", role="clerk", is_read=True, fields=["name"]),),
    "notice": (
        rows("town pool", needed_right="ask", member=None, link="/needs", read_at=None),
        rows("member pool", organisation=None, needed_right=None, link="/needs", read_at=None),
    ),
    "file": (rows("pool town member", media_type="text/plain", bytes=file_bytes, sha256=file_hash,
                  readers=["@town", "@member"]),),
    "progress": (rows("town", state="failed"),),
    "mail_outbox": (rows("town"),),
    "need": (
        rows("town pool", state="accepted", themes=["cost"]),
        rows("town", state="draft", submitted_at=None, themes=["cost"]),
    ),
    "hearing": (rows("pool"),),
    "need_requirement": (rows("town pool", form="special_part_time", half_days=8, on_site_half_days=1),),
    "hearing_answer": (rows("pool"),),
    "need_review": (rows("town pool", hours_saved=1),),
    "need_file": (rows("town pool"),),
    "joint_need": (rows("town pool", bodies=["@pool", "@town"], equal_weight=100, population_weight=0, use_weight=0),),
    "joint_need_part": (rows("town pool", left_at=None, population=None, population_as_of=None, half_days=2),),
    "thread": (
        rows("town pool member", kind="need", bodies=["@pool", "@town"], members=["@member"], link="/needs"),
    ),
    "message": (rows("town pool member", organisation="@town", member=None),),
    "message_file": (rows("town pool member"),),
    "thread_seen": (rows("", account="@clerk"),),
    "question": (rows("town pool", bodies=["@town"], closed_at=None, answer_by=None),),
    "question_answer": (rows("town pool"),),
    "answer_opening": (rows("town pool"),),
    "need_skill": (rows("town pool", level=2),),
    "job_description": (
        rows("pool town", state="fixed", shown=True),
        rows("pool", state="draft", shown=False),
    ),
    "job_description_version": (
        rows("pool town", content=described("job_description_version")),
        rows("pool", content=described("job_description_version"), number=99, asked_at=None),
    ),
    "job_description_step": (rows("pool town", verb="ask"),),
    "posting": (
        rows("anybody", state="open", method="public_call", content=described("posting")),
        rows("pool", state="prepared", method="public_call", content=described("posting")),
    ),
    "posting_notes": (rows("pool"),),
    "posting_enquiry": (rows("pool company"),),
    "posting_question": (rows("anybody"), rows("pool", answer="", answered_at=None)),
    "posting_assessor": (rows("pool town"),),
    "posting_stage": (rows("pool town"),),
    "application": (rows("pool town member company", state="received"),),
    "application_person": (rows("pool town member", files=["@file"]),),
    "application_sheet": (rows("pool town", scores=POINTS),),
    "application_decision": (rows("pool"),),
    "application_letter": (rows("pool"),),
    "public_try": (rows("public"),),
    "member": (rows("pool participants member", merged_into=None, state="active",
                    forms=["special_part_time"], certificates=[], roles=[], skills=[]),),
    "pool_membership": (rows("pool participants member"),),
    "disclosure": (rows("pool member", basis="pool_owner"),),
    "member_identity": (rows("pool member", email=None, phone=None),),
    "disclosure_request": (rows("town pool member", receiver="@town", state="waiting", decided_at=None),),
    "privacy_request": (
        rows("pool member", state="received", received_on=date(2026, 5, 1), due_on=date(2026, 5, 31), decided_on=None,
             extension_reason="", answer=""),
    ),
    "consent": (rows("pool member", means="account", recorded_by=None, evidence=None),),
    "retention_run": (rows("pool", organisation="@pool", found=0, removed=0, kept_back=0),),
    "member_role": (rows("pool participants member"),),
    "member_skill": (rows("pool participants member", level=2),),
    "member_wish": (rows("pool member", rank=1),),
    "capacity_head": (rows("pool participants member", checked=0),),
    "capacity_offer": (rows("pool member", half_days=40),),
    "capacity_booking": (rows("town pool member", half_days=4),),
    "member_terms": (rows("pool member"),),
    "skill_proof": (rows("pool member"),),
    "pool_note": (rows("pool member"),),
    "member_experience": (rows("pool member"),),
    "experience_skill": (rows("pool member"),),
    "member_certification": (rows("pool member", code=None, issued_on=date(2020, 4, 1)),),
    "member_pause": (rows("pool member"),),
    "member_document": (rows("pool member"),),
    "member_correction": (rows("pool member", state="open", decided_at=None),),
    "member_change": (rows("pool member", fields=CHANGED),),
    "member_change_identity": (rows("pool member", fields=CHANGED),),
    "join_code": (rows("member", receiver=None, claimed_at=None),),
    "member_merge": (rows("pool", state="proposed", decided_at=None),),
    "merge_answer": (rows("pool", answer="waiting", answered_at=None),),
    "member_import": (rows("pool"),),
    "import_file": (rows("pool", kind="companies", state="applied"),),
    "import_key": (rows("pool"),),
    "company": (rows("pool company", organisation="@company", corporate_number=None, contact_email=None),),
    "company_share": (rows("pool company"),),
    "company_offer": (rows("pool company", headcount=2),),
    "company_dealing": (rows("pool company"),),
    "saved_search": (
        rows("town", list="needs", asked="state=accepted", shared=True),
        rows("", list="needs", asked="", shared=False),
    ),
    "saved_search_look": (rows(""),),
    "registration_check": (rows("pool member ministry", rule="pledge"),),
    "course_session": (rows("everybody", last_day=None, place_kind="prefecture"),),
    "posting_course": (rows("pool", course=lambda family: f"asked_by_{family.name}"),),
    "training_requirement": (rows("pool member", course="assembly", waived_on=None, waived_because=""),),
    "training_completion": (rows("pool member school", course="assembly"),),
    "enrolment": (rows("pool member school", state="enrolled", completed_on=None, reason="", waiting_for=None,
                       waiting_school=None, waiting_since=None),),
    "attendance": (rows("pool member school"),),
    "unit_progress": (rows("pool member school", answers=[1]),),
    "badge_key": (rows("anybody", id=key_id, public=public_key, kept=kept_key),),
    "badge": (rows("member ministry", issuer="@ministry", kind="registration", shared=False, revoked_on=None,
                   revoked_because="", signed=signed_badge, status_index=lambda family: family.number),),
    "course_feedback": (rows("member school", rating=3),),
    "course_edition": (rows("anybody", course="assembly", number=lambda family: 100 + family.number, units="[]",
                            published_by=None),),
    "event": (rows("everybody", kind="study", theme="cost", cancelled_because="", held_on=date(2027, 5, 1)),),
    "event_seat": (rows("pool member", organisation=None, came=None),),
    "event_file": (rows("everybody"),),
    "practice": (
        rows("pool town participants colleague", written_by="@pool", state="shared", audience="framework",
             theme="cost"),
        rows("pool town", written_by="@pool", state="asked", audience="all", theme="cost"),
        rows("everybody", written_by="@pool", state="shared", audience="all", theme="cost"),
    ),
    "mentor_offer": (rows("everybody", themes=["cost"], resting=False),),
    "mentoring": (rows("member", account="@clerk", asking_member=None, state="asked", mentor_name="", theme="cost"),),
    "career_wish": (rows("pool member halls", step="stay", regions=["34"], open_to_contact=True),),
    "career_contact": (rows("pool member", organisation="@pool", state="waiting", decided_at=None),),
    "examination_fee": (rows("pool town", fiscal_year=lambda family: 2024 + family.number, course="assembly",
                             paid_by="body"),),
    "registration": (rows("pool member ministry", state="registered"),),
    "registration_term": (rows("pool member ministry"),),
    "registration_post": (rows("pool member ministry"),),
    "registration_certificate": (
        rows("pool member ministry", code=lambda family: f"ABCDEFGHIJK{'ABCDEFGHIJKLMNOP'[family.number]}"),
    ),
    "proposal": (
        rows("pool town member company", state="proposed", form="special_part_time"),
        rows("pool", state="draft", form="special_part_time"),
    ),
    "proposal_line": (rows("pool town member company", struck_at=None, half_days=4, on_site_half_days=1),),
    "party": (
        rows("pool town", kind="municipality", member=None, answer="waiting", answered_at=None, reason=""),
        rows("pool member", kind="member", organisation=None, answer="waiting", answered_at=None, reason=""),
        rows("pool company", kind="employer", organisation="@company", member=None, line=None, answer="waiting",
             answered_at=None, reason=""),
    ),
    "conflict_declaration": (rows("pool member"),),
    "conflict_check": (rows("pool"),),
    "town_contract": (rows("town pool", kind="contract", specification=None, member=None),),
    "contract_check": (rows("pool town"),),
    "contract_conflict": (rows("pool town", state="open", decided_at=None, reason=""),),
    "appointment": (rows("pool town member", state="approved", form="special_part_time"),),
    "appointment_step": (rows("pool town member", verb="renew"),),
    "side_job": (rows("pool town member", state="asked", decided_at=None, reason=""),),
    "assignment": (rows("pool town member", state="running", half_days=4),),
    "assignment_step": (rows("pool town member", verb="start"),),
    "assignment_extension": (rows("pool town member", state="asked", decided_at=None, offered_last_day=None),),
    "assignment_absence": (rows("pool town member", kind="planned", state="noted", cover=None, cover_half_days=None),),
    "handover": (rows("pool town member", state="open", closed_at=None),),
    "handover_item": (rows("pool town member", side="town", done_at=None, done_side=None),),
    "rotation": (rows("pool"),),
    "rotation_turn": (rows("pool", state="planned", half_days=4, taken_up_as=None),),
    "worked_time": (rows("pool town member", minutes=120, confirmed_at=None),),
    "support_record": (rows("pool town member", means="on_site", shared="towns", side="member", state="sent", doubt="",
                            themes=["cost"], minutes=120, travel_minutes=30),),
    "support_record_version": (rows("pool town member", content=TOLD, side="member"),),
    "support_file": (rows("pool town member"),),
    "support_knowledge": (
        rows("pool participants colleague", shared="towns", means="on_site", themes=["cost"]),
    ),
    "study_session": (rows("pool member", minutes=60, themes=["cost"]),),
    "study_attendance": (rows("pool member"),),
    "support_outcome": (rows("pool town member", side="member", satisfaction=4, confirmed_at=None, hours_saved=10,
                             introductions=1),),
    "agreement": (rows("pool town", state="concluded", bodies=["@pool", "@town"], amends=None, in_force_on=None),),
    "agreement_body": (
        rows("pool town", half_days=4),
        rows("pool town", half_days=0, organisation="@pool", during=None, share_basis="equal", share_per_million=0),
    ),
    "settlement": (rows("pool town", state="told", bodies=["@pool", "@town"], corrects=None, reason="", equal=100,
                        population=0, use=0, total_yen=1000, closed_on=None, fiscal_year=2026),),
    "settlement_cost": (rows("pool town", amount=1000, kind="pay"),),
    "settlement_share": (rows("pool town", inhabitants=None, inhabitants_as_of=None, half_days=2, paid_yen=0,
                              share_yen=1000, agreed_at=None),),
    "agreement_wording": (rows("pool", text=worded("agreement_wording")),),
    "agreement_text": (rows("pool town", text=worded("agreement_text"), proposed_by="@town", wording_owner=None,
                            wording_number=None),),
    "agreement_annex": (rows("pool town", added_by="@town"),),
    "agreement_signature": (rows("pool town", noted_by="@town"),),
    "agreement_cost_plan": (rows("pool town", equal=100, population=0, use=0, yearly_yen=1000),),
    "agreement_cost_part": (rows("pool town", population=None, population_as_of=None, share_per_million=1_000_000,
                                 yearly_yen=1000),),
    "allocation_scenario": (rows("pool", conditions="{}", copied_from=None),),
    "allocation_run": (rows("pool", state="failed", instance=None, plan=None, summary=None, conditions="{}",
                            scenario=None, replayed_at=None, replay_hash=None),),
    "allocation_pin": (rows("pool", kind="must"),),
    "allocation_readmission": (rows("pool"),),
    "travel_time": (rows("pool", other_municipality="@pool", minutes=95),),
    "document": (rows("pool town", kind="jirei", state="draft", number=None, fiscal_year=None, issued_on=None,
                      failure="", content=WORDS),),
    "document_counter": (rows("pool"),),
    "paper_draft": (rows("pool town", kind="posting_notice", issuer="@town", owner="@pool", state="drawn",
                         content=SHEET, reason="", approved_at=None, about=lambda family: family.id("assignment")),),
    "paper_batch": (rows("pool", ending="pdf", state="waiting", bytes=None, failures="[]",
                         documents=lambda family: [family.id("document")]),),
    "accompaniment": (rows("pool ministry", prefecture="@pool", kind="coordination", state="asked"),),
    "joint_procurement": (rows("everybody", participants=["@town"], system=1),),
    "joint_procurement_file": (rows("everybody"),),
    "figure_snapshot": (rows("anybody", figure="towns"),),
    "open_data_file": (rows("anybody", name=lambda family: f"set-{family.name}", ending="csv", sha256="0" * 64),),
    "funding_cost": (rows("town", measure="cio_aide", cost_kind="pay", fiscal_year=2024, amount=1000, subsidies=0,
                          assumes_subsidy=False),),
}  # fmt: skip
"""Every protected table. The first kind of row is the one that rows of other tables point to."""

AFTER: Final[Mapping[str, str]] = {
    "capacity_booking": "capacity_offer",
    "member_identity": "disclosure",
    "training_requirement": "enrolment",
}
"""Tables that a trigger or policy wants after another, beside their foreign keys."""

UNOWNED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("account", "INSERT"): ("manager", "an account belongs to nobody until a role is held in it; managers open it"),
    ("posting_question", "INSERT"): ("public", "anybody asks about what is published"),
    ("public_try", "INSERT"): ("public", "a try is counted before anybody is known"),
    ("journal", "INSERT"): ("public", "what follows from signing in is written before the viewer is known"),
    ("badge_key", "INSERT"): ("ministry", "keys belong to the installation; after the first the ministry changes them"),
}
"""Writes that no tenant column binds: the role or kind of body that may, and why."""

TRYING: Final = frozenset({"sign_in_failure", "journal"})
TRIED: Final = frozenset({"public_try", "journal"})
BROUGHT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("POST /session", "POST /session/code", "POST /sign-in/again"), TRYING),
    "POST /password-resets": frozenset({"public_try"}),
    "POST /oauth/token": TRIED,
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
