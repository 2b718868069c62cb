"""Everybody who has signed in has a home."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (Policy("GET /", Right.HOME, (Relation.SELF, Relation.OWN_BODY), ("notice",)),)
