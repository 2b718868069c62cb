"""A body's managers keep its providers; the open ones are named to everybody at the sign-in page."""

from typing import Final

from auth.permissions import Policy, Relation, Right

FIELDS: Final = ("openid_provider",)
POLICY: Final = (
    Policy("GET /identity-providers", Right.KEEP_STAFF, (Relation.OWN_BODY,), FIELDS, fresh=True),
    Policy("GET /identity-providers/new", Right.KEEP_STAFF, (Relation.OWN_BODY,), fresh=True),
    Policy("POST /identity-providers", Right.KEEP_STAFF, (Relation.OWN_BODY,), FIELDS, fresh=True),
    Policy("GET /identity-providers/{openid_provider}", Right.KEEP_STAFF, (Relation.OWN_BODY,), FIELDS, fresh=True),
    Policy("POST /identity-providers/{openid_provider}", Right.KEEP_STAFF, (Relation.OWN_BODY,), FIELDS, fresh=True),
)
