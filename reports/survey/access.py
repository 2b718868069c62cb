"""The tables are public, as the facts are; a town's answers are prepared and recorded by the town or its prefecture."""

from typing import Final

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from registry.municipalities.access import may_record_of
from registry.municipalities.queries import Town

PUBLIC: Final = (Relation.PUBLIC,)
OWN: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
FACTS: Final = ("municipality", "municipality_fact")
PREPARED: Final = (*FACTS, "assignment", "appointment", "need", "member_identity")

POLICY: Final = (
    Policy("GET /survey", Right.OPEN, PUBLIC, FACTS),
    Policy("GET /survey/{definition}", Right.OPEN, PUBLIC, FACTS),
    Policy("GET /survey/{definition}/towns", Right.OPEN, PUBLIC, FACTS),
    Policy("GET /survey/{definition}/export", Right.OPEN, PUBLIC, FACTS),
    Policy("GET /survey/{definition}/answers", Right.KEEP_FACTS, OWN, FACTS),
    Policy("GET /survey/{definition}/answers/{code}", Right.KEEP_FACTS, OWN, PREPARED),
    Policy("POST /survey/{definition}/answers/{code}", Right.KEEP_FACTS, OWN, PREPARED),
)


def may_answer(viewer: Viewer, town: Town) -> str | None:
    """None where the viewer records this town's answers, else the sentence why not."""
    return may_record_of(viewer, town=town.id, prefecture=town.prefecture)
