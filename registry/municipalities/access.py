"""Towns and facts about them are public. A town and its prefecture record facts with their source; published ones of
the whole country come in through the command line alone."""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer

PUBLIC: Final = (Relation.PUBLIC,)
FIELDS: Final = ("municipality", "municipality_fact")

POLICY: Final = (
    Policy("GET /municipalities", Right.OPEN, PUBLIC, FIELDS),
    Policy("GET /municipalities/{code}", Right.OPEN, PUBLIC, FIELDS),
    Policy("POST /municipalities/{code}/facts", Right.KEEP_FACTS, (Relation.OWN_BODY, Relation.SUPERVISED), FIELDS),
)


def may_record_facts(viewer: Viewer) -> str | None:
    """None where the viewer may record published facts, else the sentence why not."""
    if viewer.role == "system":
        return None
    return "公表された統計の取り込みは、運用の担当者がコマンドで行います。"


def may_record_of(viewer: Viewer, *, town: UUID, prefecture: UUID) -> str | None:
    """None where the viewer's body records facts of this town, else the sentence why not."""
    if holds(viewer, Right.KEEP_FACTS) and (viewer.acts_for(town) or viewer.acts_for(prefecture)):
        return None
    return "この団体の数字を記録できるのは、その市区町村と、受け持ちの都道府県の担当者だけです。"
