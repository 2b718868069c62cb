"""Who works for a body may ask and agree; managers also for the bodies that theirs supervises."""

from typing import Final

from auth.permissions import Policy, Relation, Right

OURS: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
SHOWN: Final = ("emergency_access", "account")
POLICY: Final = (
    Policy("GET /emergency-access", Right.BREAK_GLASS, OURS, SHOWN),
    Policy("POST /emergency-access", Right.BREAK_GLASS, OURS, SHOWN, fresh=True),
    Policy("POST /emergency-access/{emergency_access}/decision", Right.BREAK_GLASS, OURS, SHOWN, fresh=True),
    Policy("POST /emergency-access/{emergency_access}/end", Right.BREAK_GLASS, OURS, SHOWN),
)
