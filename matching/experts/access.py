"""Who sees a shared expert and a question, who keeps, asks and closes, and which routes lead to them."""

from typing import Final

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.assignments.queries import SERVED
from matching.experts.schemas import ExpertQuestionRow
from matching.experts.tables import ExpertQuestion, SharedExpert

OWN: Final = (Relation.OWN_BODY,)
PARTIES: Final = (Relation.OWN_BODY, Relation.SUPERVISED, Relation.PARTY, Relation.SELF)
SHOWN: Final = ("shared_expert", "expert_question", "assignment", "agreement", "need", "member_identity")
TALK: Final = (*SHOWN, "thread", "message", "message_file")

POLICY: Final = (
    Policy("GET /experts", Right.READ_TALK, PARTIES, SHOWN),
    Policy("POST /experts", Right.PROPOSE, OWN, SHOWN),
    Policy("GET /experts/questions/new", Right.TALK, PARTIES, SHOWN),
    Policy("POST /experts/questions", Right.TALK, PARTIES, TALK),
    Policy("GET /experts/questions/{expert_question}", Right.READ_TALK, PARTIES, TALK),
    Policy("POST /experts/questions/{expert_question}/messages", Right.TALK, PARTIES, TALK),
    Policy("POST /experts/questions/{expert_question}/closing", Right.TALK, PARTIES, TALK),
)
TOWNS_ASK: Final = "専門家に質問できるのは、市町村の担当者です。何も送っていません。"


def experts_visible_to(viewer: Viewer) -> Condition:
    """The pool's body, the person, and whoever supervises or is a town they serve."""
    served = f"select 1 from {SERVED} s where s.member = {{}} and s.owner = {{}} and s.municipality = any ({{}})"
    return (
        among(SharedExpert.owner, [viewer.organisation])
        | among(SharedExpert.member, [viewer.member])
        | WhereRaw(f"exists ({served})", SharedExpert.member, SharedExpert.owner, list(viewer.reach))
    )


def questions_visible_to(viewer: Viewer) -> Condition:
    """The town that asks, the body that received it, and the person it went to."""
    return (
        among(ExpertQuestion.owner, [viewer.organisation])
        | among(ExpertQuestion.municipality, [viewer.organisation])
        | among(ExpertQuestion.member, [viewer.member])
    )


def may_close(viewer: Viewer, question: ExpertQuestionRow) -> str | None:
    """None for the town that asked and the body that received it, else the sentence why not."""
    if viewer.acts_for(question.municipality) or viewer.acts_for(question.owner):
        return None
    return "解決済みにできるのは、質問した町と、受け取った団体です。"
