"""Towns and facts about them are public; facts of the whole country come in through the command line alone."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer

POLICY: Final = (
    Policy("GET /municipalities/{code}", Right.OPEN, (Relation.PUBLIC,), ("municipality", "municipality_fact")),
)


def may_record_facts(viewer: Viewer) -> str | None:
    """None where the viewer may record published facts, else the sentence why not."""
    if viewer.role == "system":
        return None
    return "公表された統計の取り込みは、運用の担当者がコマンドで行います。"
