"""Registrations, and what was found before them."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.columns import DateRange
from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")
MEMBER = LazyTableReference("Member", module_path="registry.members.tables")

SENTENCES: Final = {
    "registration_one_in_force": "この人はすでに推薦または登録されています。一覧から確かめてください。",
    "registration_number_key": "同じ登録番号がすでにあります。もう一度登録してください。",
}


class Registration(Table, db=ENGINE):
    """One national registration, from the recommendation on."""

    id = UUID(primary_key=True, default=None)
    member = ForeignKey(MEMBER, null=False, default=None, on_delete=OnDelete.restrict)
    recommended_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    ministry = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    number = Text(null=True, default=None, unique=True)
    state = Text(null=False, default=None)
    during = DateRange(null=True)
    reason = Text(null=False, default="")
    rule_set = Text(null=False, default="default-2024")
    grounds = Text(null=False, default="")
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class RegistrationCheck(Table, db=ENGINE, tablename="registration_check"):
    """A rule that was found kept."""

    id = UUID(primary_key=True, default=None)
    registration = ForeignKey(Registration, null=False, default=None, on_delete=OnDelete.restrict)
    rule = Text(null=False, default=None)
    found_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    found_on = Date(null=False, default=None)


class RegistrationTerm(Table, db=ENGINE, tablename="registration_term"):
    """From when to when a registration holds: the first term and each renewal."""

    id = UUID(primary_key=True, default=None)
    registration = ForeignKey(Registration, null=False, default=None, on_delete=OnDelete.restrict)
    during = DateRange(null=False)
    entered_on = Date(null=False, default=None)


class RegistrationPost(Table, db=ENGINE, tablename="registration_post"):
    """What the card says of the person's post."""

    registration = ForeignKey(Registration, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    body = Text(null=False, default=None)
    division = Text(null=False, default="")
    post = Text(null=False, default="")
    address = Text(null=False, default="")
    phone = Text(null=False, default="")
    email = Text(null=False, default="")
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)


class RegistrationCertificate(Table, db=ENGINE, tablename="registration_certificate"):
    """The code printed on a certificate, and what whoever types it may read."""

    registration = ForeignKey(Registration, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    code = Text(null=False, default=None, unique=True)
    shown_name = Text(null=False, default="")
    shown_body = Text(null=False, default="")
    changed_at = Timestamptz(null=False, default=None)
    version = Integer(null=False, default=1)
