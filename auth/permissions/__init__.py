"""Roles, rights and the shape of a policy row. The rows themselves stand in each noun's `access.py`."""

from auth.permissions.rules import Policy, Relation, Right, holds, require, rights_of

__all__ = ["Policy", "Relation", "Right", "holds", "require", "rights_of"]
