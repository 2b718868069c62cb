"""Who reads a thread or a question, who may write, and which routes lead to them."""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import NONE, Condition, among
from registry.coordination.rules import About
from registry.coordination.tables import Question, Thread

PARTIES: Final = (Relation.PARTY,)
TALK: Final = ("thread", "message", "message_file")
ASKED: Final = ("question", "question_answer", "answer_opening")

POLICY: Final = (
    Policy("GET /coordination", Right.READ_TALK, PARTIES, (*TALK, *ASKED)),
    Policy("GET /coordination/needs/{need}", Right.READ_TALK, PARTIES, (*TALK, "need")),
    Policy("POST /coordination/needs/{need}/messages", Right.TALK, PARTIES, (*TALK, "need")),
    Policy("GET /coordination/threads/{thread}", Right.READ_TALK, PARTIES, TALK),
    Policy("POST /coordination/threads/{thread}/messages", Right.TALK, PARTIES, TALK),
    Policy("GET /coordination/threads/{thread}/files/{message_file}", Right.READ_TALK, PARTIES, (*TALK, "file")),
    Policy("GET /coordination/questions/new", Right.ASK),
    Policy("POST /coordination/questions", Right.ASK, PARTIES, ASKED),
    Policy("GET /coordination/questions/{question}", Right.READ_TALK, PARTIES, ASKED),
    Policy("POST /coordination/questions/{question}/answers", Right.ASK, PARTIES, ASKED),
    Policy("POST /coordination/questions/{question}/answers/{question_answer}/opening", Right.ASK, PARTIES, ASKED),
    Policy("POST /coordination/questions/{question}/opening", Right.ASK, PARTIES, ASKED),
    Policy("POST /coordination/questions/{question}/closing", Right.ASK, PARTIES, ASKED),
)


def threads_visible_to(viewer: Viewer) -> Condition:
    """Those of which the viewer's body, or the viewer as a member, is a party. Supervision opens none."""
    return Thread.bodies.any(viewer.organisation or NONE) | Thread.members.any(viewer.member or NONE)


def questions_visible_to(viewer: Viewer) -> Condition:
    """Those the viewer's body asked or was asked."""
    return among(Question.owner, [viewer.organisation]) | Question.bodies.any(viewer.organisation or NONE)


def may_talk_about(viewer: Viewer, about: About) -> str | None:
    """None where the viewer is a party, else the sentence why not."""
    if viewer.organisation in about.bodies or viewer.member in about.members:
        return None
    return "このやりとりに書けるのは、当事者だけです。"


def frameworks_of(viewer: Viewer) -> list[UUID]:
    """The owners of the pools in whose frameworks the viewer's body takes part, its own included."""
    return sorted(viewer.pools)
