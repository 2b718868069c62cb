"""A body's managers keep its clients; whoever has a client's secret may have a token, and anybody the public keys."""

from typing import Final

from auth.permissions import Policy, Relation, Right

OWN: Final = (Relation.OWN_BODY,)
ANYBODY: Final = (Relation.PUBLIC,)
SHOWN: Final = ("api_client", "api_client_use")
POLICY: Final = (
    Policy("GET /api-clients", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /api-clients", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("GET /api-clients/{api_client}", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /api-clients/{api_client}", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /api-clients/{api_client}/secret", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /api-clients/{api_client}/end", Right.KEEP_STAFF, OWN, SHOWN, fresh=True),
    Policy("POST /oauth/token", Right.OPEN, ANYBODY),
    Policy("GET /oauth/keys", Right.OPEN, ANYBODY),
    Policy("GET /.well-known/oauth-authorization-server", Right.OPEN, ANYBODY),
)
