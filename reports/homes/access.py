"""Everybody who has signed in has a home."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Reach, Viewer

POLICY: Final = (Policy("GET /", Right.HOME, (Relation.SELF, Relation.OWN_BODY), ("notice",)),)


def bodies_shown_to(viewer: Viewer) -> Reach:
    """The bodies whose standing a union's home shows: those it acts for. Where they stand is public."""
    return viewer.reach
