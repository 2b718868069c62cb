"""What is declared by hand, apart from code and SQL alike: whose a column is, who reads a table's rows.

Readers are words for how a principal stands to a row's family: a town, the pool's prefecture above it, one member,
one company, one national body. `town` and `pool` are any account of that body; `participants` the towns of the pool's
framework; `town_keeper` a manager or auditor of the town; `everybody` whoever has signed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from tests.matrix.families import Family


@dataclass(frozen=True, slots=True)
class Seeded:
    """A kind of row that every family gets. `values` are column -> value: `@clerk` names a part of the family, None
    stays empty."""

    readers: frozenset[str]
    values: Mapping[str, Any] = field(default_factory=dict)


def rows(readers: str, **values: Any) -> Seeded:
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

BELONGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("municipality", "base", "requested_by", "told", "appointing_body", "organisation", "readers"), "town"
    ),
    **dict.fromkeys(
        ("prefecture", "owner", "pool", "issuer", "registered_by", "heard_by", "recommended_by", "booked_by",
         "verified_by", "granted_by", "receiver", "sender", "found_by"), "pool"
    ),
    **dict.fromkeys(
        ("account", "sent_by", "created_by", "approved_by", "checked_by", "entered_by", "uploaded_by"), "clerk"
    ),
    **dict.fromkeys(("member", "person", "member_viewer"), "member"),
    **dict.fromkeys(("subject", "run", "result", "notice"), "thing"),
    "ministry": "ministry", "employer": "company", "school": "school", "provider": "school",
}  # fmt: skip
"""Column -> the part of the family it names, where its foreign key does not lead to a table of the family."""

TABLES: Final[Mapping[str, tuple[Seeded, ...]]] = {
    "account": (
        rows("member", member="@member", demo=False, closed_at=None),
        rows("town", id="@clerk", member=None, demo=False, closed_at=None),
    ),
    "role_holding": (rows("town", role="clerk", account="@clerk"),),
    "idempotency_key": (rows(""),),
    "journal": (rows("town_keeper member", role="clerk", is_read=True, fields=["name"]),),
    "notice": (
        rows("town pool", needed_right="ask", member=None, link="/needs", read_at=None),
        rows("member pool", organisation=None, needed_right=None, link="/needs", read_at=None),
    ),
    "file": (rows("pool town", media_type="text/plain", bytes=file_bytes, sha256=file_hash),),
    "progress": (rows("town", state="failed"),),
    "mail_outbox": (rows("town"),),
    "need": (
        rows("town pool", state="accepted", themes=["cost"]),
        rows("town", state="draft", submitted_at=None, themes=["cost"]),
    ),
    "hearing": (rows("pool"),),
    "need_requirement": (rows("town pool", form="special_part_time", half_days=8, on_site_half_days=1),),
    "need_skill": (rows("town pool", level=2),),
    "member": (rows("pool participants member", state="active", forms=["special_part_time"], certificates=[]),),
    "pool_membership": (rows("pool participants member"),),
    "disclosure": (rows("pool member", basis="pool_owner"),),
    "member_identity": (rows("pool member", email=None, phone=None),),
    "member_role": (rows("pool participants member"),),
    "member_skill": (rows("pool participants member", level=2),),
    "member_wish": (rows("pool member", rank=1),),
    "capacity_head": (rows("pool participants member", checked=0),),
    "capacity_offer": (rows("pool member", half_days=40),),
    "capacity_booking": (rows("town pool member", half_days=4),),
    "member_terms": (rows("pool member"),),
    "member_import": (rows("pool"),),
    "saved_search": (
        rows("town", list="needs", asked="state=accepted", shared=True),
        rows("", list="needs", asked="", shared=False),
    ),
    "saved_search_look": (rows(""),),
    "registration_check": (rows("pool member ministry"),),
    "course_session": (rows("everybody"),),
    "enrolment": (rows("pool member school", state="enrolled", completed_on=None, reason=""),),
    "registration": (rows("pool member ministry", state="registered"),),
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
    "appointment": (rows("pool town member", state="approved", form="special_part_time"),),
    "assignment": (rows("pool town member", state="running", half_days=4),),
    "agreement": (rows("pool town", state="concluded", bodies=["@pool", "@town"]),),
    "agreement_body": (rows("pool town", half_days=4),),
    "allocation_run": (rows("pool", state="failed", instance=None, plan=None, summary=None),),
    "allocation_pin": (rows("pool", kind="must"),),
    "document": (rows("pool town", kind="jirei", state="draft", number=None, fiscal_year=None, issued_on=None,
                      failure="", content=WORDS),),
    "document_counter": (rows("pool"),),
}  # fmt: skip
"""Every protected table. The first kind of row is the one that rows of other tables point to."""

AFTER: Final[Mapping[str, str]] = {"capacity_booking": "capacity_offer", "member_identity": "disclosure"}
"""Tables that a trigger or policy wants after another, beside their foreign keys."""

UNOWNED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("account", "INSERT"): ("manager", "an account belongs to nobody until a role is held in it; managers open it"),
    ("journal", "INSERT"): ("public", "what follows from signing in is written before the viewer is known"),
}
"""Writes that no tenant column binds: the role that may, and why."""

FRAME: Final = frozenset({"account"})
"""Tables that the frame of every page shows of the viewer themselves: who is signed in."""

PARAMETERS: Final[Mapping[str, str]] = {
    "run": "allocation_run", "pin": "allocation_pin", "roster": "member_import", "session": "course_session",
    "check": "conflict_check", "search": "saved_search", "declaration": "conflict_declaration", "line": "proposal_line",
}  # fmt: skip
"""Path parameters and fields that name a table by another word than its own."""

PUBLIC: Final[Mapping[str, str]] = {
    "file_path": "dxpool.css",
    "code": "344621",
    "municipality": "344621",
    "kind": "csv",
}
"""Path parameters that lead to public things, with a value that exists."""
