"""Requests for a name, consents and their wording."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")
DISCLOSURE = LazyTableReference("Disclosure", module_path="registry.disclosures.tables")
FILE = LazyTableReference("File", module_path="foundation.files.tables")

SENTENCES: Final = {
    "disclosure_request_one_waiting": "同じ人に同じ目的で、返事を待っている依頼がすでにあります。"
    "新しい依頼はつくっていません。",
}


class ConsentWording(Table, db=ENGINE, tablename="consent_wording"):
    """A numbered wording, and the days on which it is put before people. Its words never change."""

    number = Integer(primary_key=True, default=None)
    title = Text(null=False, default=None)
    body = Text(null=False, default=None)
    longest_months = Integer(null=False, default=None)
    during = DateRange(null=False)
    source = Text(null=False, default=None)


class DisclosureRequest(Table, db=ENGINE, tablename="disclosure_request"):
    """`receiver` asks to read the name of `member` for `purpose` until a last day; `pool` keeps the person."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    receiver = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    pool = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    purpose = Text(null=False, default=None)
    detail = Text(null=False, default="")
    until = Date(null=False, default=None)
    state = Text(null=False, default=None)
    reason = Text(null=False, default="")
    created_by = UUID(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    decided_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class Consent(Table, db=ENGINE):
    """How the consent behind a disclosure came: to which wording, by which means, where the paper is."""

    disclosure = ForeignKey(DISCLOSURE, primary_key=True, null=False, default=None, on_delete=OnDelete.cascade)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    request = ForeignKey(DisclosureRequest, null=True, default=None, on_delete=OnDelete.restrict)
    wording = ForeignKey(ConsentWording, null=False, default=None, on_delete=OnDelete.restrict)
    means = Text(null=False, default=None)
    given_on = Date(null=False, default=None)
    recorded_by = ForeignKey(ORGANISATION, null=True, default=None, on_delete=OnDelete.restrict)
    evidence = ForeignKey(FILE, null=True, default=None, on_delete=OnDelete.restrict)
    evidence_note = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
