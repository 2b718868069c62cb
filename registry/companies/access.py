"""Who reads a listing, who keeps it, who shares it, and which routes lead there."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.companies.schemas import CompanyPage
from registry.companies.tables import Company, CompanyShare

READERS: Final = (Relation.OWN_BODY, Relation.DISCLOSED, Relation.EMPLOYER)
KEEPERS: Final = (Relation.OWN_BODY, Relation.EMPLOYER)
LISTED: Final = ("company", "company_offer", "company_dealing")
WHOLE: Final = (*LISTED, "company_share")

POLICY: Final = (
    Policy("GET /companies", Right.READ_COMPANIES, READERS, LISTED),
    Policy("GET /companies/new", Right.LIST_COMPANIES, (Relation.OWN_BODY,)),
    Policy("POST /companies", Right.LIST_COMPANIES, (Relation.OWN_BODY,), WHOLE),
    Policy("GET /companies/{company}", Right.READ_COMPANIES, READERS, WHOLE),
    Policy("GET /companies/{company}/edit", Right.KEEP_LISTING, KEEPERS, WHOLE),
    Policy("POST /companies/{company}", Right.KEEP_LISTING, KEEPERS, WHOLE),
    Policy("POST /companies/{company}/sharing", Right.LIST_COMPANIES, (Relation.OWN_BODY,), WHOLE),
)


def companies_visible_to(viewer: Viewer) -> Condition:
    """Listings the viewer's body keeps, those shared to it, and a company's own."""
    shared = CompanyShare.select(CompanyShare.company).where(among(CompanyShare.receiver, [viewer.organisation]))
    return (
        among(Company.registered_by, [viewer.organisation])
        | among(Company.organisation, [viewer.organisation])
        | Company.organisation.is_in(shared)
    )


def may_list(viewer: Viewer) -> str | None:
    """None where the viewer's body keeps a list of companies, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.LIST_COMPANIES):
        return None
    return "企業を一覧に載せられるのは、国と、人材プールを運営する団体の担当者だけです。"


def may_edit(viewer: Viewer, company: CompanyPage) -> str | None:
    """None where the viewer keeps the listing or is the company, else the sentence why not."""
    own = viewer.acts_for(company.row.registered_by) or viewer.acts_for(company.row.id)
    if own and holds(viewer, Right.KEEP_LISTING):
        return None
    return "この企業の内容を直せるのは、企業の担当者と、一覧に載せた団体だけです。"


def may_share(viewer: Viewer, company: CompanyPage) -> str | None:
    """None where the viewer's body keeps the listing, else the sentence why not."""
    if viewer.acts_for(company.row.registered_by) and may_list(viewer) is None:
        return None
    return "共有する先を決められるのは、一覧に載せた団体だけです。"
