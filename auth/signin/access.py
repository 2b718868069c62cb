"""Sign-in is open; leaving and switching need a session."""

from auth.permissions import Policy, Relation, Right

POLICY = (
    Policy("GET /sign-in", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /session", Right.OPEN, (Relation.SELF,)),
    Policy("DELETE /session", Right.OPEN, (Relation.SELF,)),
    Policy("POST /session", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /demo-session", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /sign-out", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /acting-body", Right.HOME, (Relation.SELF,)),
)
