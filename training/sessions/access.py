"""Sessions are announced to everybody whom training concerns; a school keeps its own."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (
    Policy("POST /training/sessions", Right.KEEP_TRAINING, (Relation.OWN_BODY,), ("course_session",)),
    Policy("GET /training/sessions/{session}/calendar", Right.READ_TRAINING, (Relation.PARTY,), ("course_session",)),
)
