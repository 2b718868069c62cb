"""Everybody with a local account looks after their own passkeys; whoever comes has proven themselves just now."""

from typing import Final

from auth.permissions import Policy, Relation, Right

SELF: Final = (Relation.SELF,)
OWN: Final = ("account", "passkey")
POLICY: Final = (
    Policy("GET /account/passkeys", Right.HOME, SELF, OWN, fresh=True),
    Policy("GET /account/passkeys/options", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/passkeys", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/passkeys/{passkey}/name", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/passkeys/{passkey}/removal", Right.HOME, SELF, OWN, fresh=True),
)
