"""Everybody who has signed in looks after their own ways to sign in; changing them wants a fresh proof."""

from typing import Final

from auth.permissions import Policy, Relation, Right

SELF: Final = (Relation.SELF,)
OWN: Final = ("account", "second_factor", "web_session", "openid_link", "openid_provider")
POLICY: Final = (
    Policy("GET /account", Right.HOME, SELF, OWN),
    Policy("POST /account/password", Right.HOME, SELF, OWN, fresh=True),
    Policy("GET /account/second-factor", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/second-factor", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/second-factor/confirmation", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/second-factor/recovery-codes", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/second-factor/removal", Right.HOME, SELF, OWN, fresh=True),
    Policy("POST /account/other-sessions/end", Right.HOME, SELF, OWN, fresh=True),
)
