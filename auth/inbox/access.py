"""Everybody who has a home has an inbox: their own body's for the rights they hold, or their own as a member."""

from auth.permissions import Policy, Relation, Right

POLICY = (
    Policy("GET /notices", Right.HOME, (Relation.OWN_BODY, Relation.SELF), ("notice",)),
    Policy("POST /notices/{notice}/reading", Right.HOME, (Relation.OWN_BODY, Relation.SELF), ("notice",)),
    Policy("POST /notices/reading", Right.HOME, (Relation.OWN_BODY, Relation.SELF), ("notice",)),
    Policy("GET /progress/{progress}", Right.HOME, (Relation.OWN_BODY,), ("progress",)),
)
