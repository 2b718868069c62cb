"""Listings of companies, to whom they are shared, what they offer, with whom they deal."""

from typing import Final

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from foundation.database.engine import ENGINE

ORGANISATION = LazyTableReference("Organisation", module_path="auth.organisations.tables")

SENTENCES: Final = {
    "company_pkey": "この企業は、すでに一覧にあります。何も変えていません。一覧から開いて直してください。",
    "company_corporate_number_key": "この法人番号の企業は、すでにどこかの一覧にあります。何も変えていません。"
    "自分の一覧にないときは、載せた団体（国か県）に共有を頼んでください。",
    "company_dealing_company_municipality_key": "同じ市区町村が二度書かれています。一つにまとめてください。",
}


class Company(Table, db=ENGINE):
    """A company's listing by the body that keeps it. Its name is the organisation's."""

    organisation = ForeignKey(ORGANISATION, primary_key=True, null=False, default=None, on_delete=OnDelete.restrict)
    registered_by = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    corporate_number = Text(null=True, default=None, unique=True)
    conditions = Text(null=False, default="")
    contact_name = Text(null=False, default="")
    contact_email = Text(null=True, default=None)
    contact_phone = Text(null=True, default=None)
    listed_until = Date(null=False, default=None)
    version = Integer(null=False, default=1)
    created_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)


class CompanyShare(Table, db=ENGINE, tablename="company_share"):
    """A body that may read a listing besides the one that keeps it."""

    id = UUID(primary_key=True, default=None)
    company = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    granted_by = UUID(null=False, default=None)
    receiver = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)


class CompanyOffer(Table, db=ENGINE, tablename="company_offer"):
    """How many people of a role a company could send."""

    id = UUID(primary_key=True, default=None)
    company = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    role = Text(null=False, default=None)
    headcount = Integer(null=False, default=None)


class CompanyDealing(Table, db=ENGINE, tablename="company_dealing"):
    """A municipality that a company does business with, and what."""

    id = UUID(primary_key=True, default=None)
    company = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    municipality = ForeignKey(ORGANISATION, null=False, default=None, on_delete=OnDelete.restrict)
    what = Text(null=False, default="")
