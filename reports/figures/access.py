"""How figures are counted is no secret."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (Policy("GET /figures", Right.OPEN, (Relation.PUBLIC,)),)
