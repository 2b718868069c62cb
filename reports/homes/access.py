"""Everybody who has signed in has a home."""

from typing import Final

from auth.permissions import Policy, Relation, Right

SHOWN: Final = (
    "notice",
    "need",
    "proposal",
    "proposal_line",
    "party",
    "assignment",
    "appointment",
    "agreement",
    "settlement",
    "member_identity",
    "journal",
    "registration",
    "disclosure_request",
    "disclosure",
    "job_description",
    "posting",
    "paper_draft",
    "training_requirement",
    "thread",
)
"""A home is a page over several nouns: it shows what each of them shows the viewer."""

POLICY: Final = (Policy("GET /", Right.HOME, (Relation.SELF, Relation.OWN_BODY), SHOWN),)
