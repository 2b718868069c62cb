"""The table of roles and rights is no secret from whoever has signed in."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (Policy("GET /roles", Right.HOME, (Relation.PUBLIC,)),)
