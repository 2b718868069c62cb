"""A body's managers decide who works for it; whoever holds an invitation's secret may accept it."""

from typing import Final

from auth.permissions import Policy, Relation, Right

OWN: Final = (Relation.OWN_BODY,)
STAFF: Final = ("account", "role_holding", "invitation", "role_request")
POLICY: Final = (
    Policy("GET /staff", Right.KEEP_STAFF, (Relation.OWN_BODY, Relation.SUPERVISED), STAFF, fresh=True),
    Policy("POST /staff/invitations", Right.KEEP_STAFF, (Relation.OWN_BODY, Relation.SUPERVISED), STAFF, fresh=True),
    Policy("POST /staff/invitations/{invitation}/withdrawal", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
    Policy("POST /staff/{role_holding}/role", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
    Policy("POST /staff/{role_holding}/end", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
    Policy("POST /staff/{role_holding}/review", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
    Policy("POST /staff/{role_holding}/new-way-in", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
    Policy("POST /staff/requests/{role_request}/decision", Right.KEEP_STAFF, OWN, STAFF, fresh=True),
)
