"""Everybody who has signed in has a home."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Reach, Viewer

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
)
"""A home is a page over several nouns: it shows what each of them shows the viewer."""

POLICY: Final = (Policy("GET /", Right.HOME, (Relation.SELF, Relation.OWN_BODY), SHOWN),)


def bodies_shown_to(viewer: Viewer) -> Reach:
    """The bodies whose standing a union's home shows: those it acts for. Where they stand is public."""
    return viewer.reach
