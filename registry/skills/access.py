"""Schemes are public; the ministry brings them in and says which skill became which."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer

FIELDS: Final = ("skill_scheme", "skill", "skill_mapping")

POLICY: Final = (
    Policy("GET /skills", Right.OPEN, (Relation.PUBLIC,), FIELDS),
    Policy("POST /skills/schemes", Right.KEEP_SKILLS, (Relation.NATIONAL,), FIELDS),
    Policy("POST /skills/mappings", Right.KEEP_SKILLS, (Relation.NATIONAL,), FIELDS),
    Policy("POST /skills/mappings/preview", Right.KEEP_SKILLS, (Relation.NATIONAL,), FIELDS),
    Policy("POST /skills/mappings/{mapping}/end", Right.KEEP_SKILLS, (Relation.NATIONAL,), FIELDS),
)


def may_keep_schemes(viewer: Viewer) -> str | None:
    """None where the viewer keeps the schemes, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.KEEP_SKILLS):
        return None
    return "スキルの体系と対応を決められるのは、国の担当者だけです。"
