"""A body's managers keep its webhooks."""

from typing import Final

from auth.permissions import Policy, Relation, Right

OWN: Final = (Relation.OWN_BODY,)
SHOWN: Final = ("webhook", "webhook_delivery")
POLICY: Final = (
    Policy("GET /webhooks", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /webhooks", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("GET /webhooks/{webhook}", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /webhooks/{webhook}", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /webhooks/{webhook}/secret", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /webhooks/{webhook}/end", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /webhooks/{webhook}/replays/{webhook_delivery}", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
)
