"""Who sees which people work for a company: the company its own, a pool those of its people."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (
    Policy("GET /companies/{company}/staff", Right.READ_COMPANIES, (Relation.OWN_BODY, Relation.EMPLOYER),
           ("company", "company_offer", "company_dealing", "member", "member_role", "member_identity", "disclosure")),
)  # fmt: skip
