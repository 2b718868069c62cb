"""Sign-in is open; leaving and switching need a session."""

from auth.permissions import Policy, Relation, Right

POLICY = (
    Policy("GET /sign-in", Right.OPEN, (Relation.PUBLIC,), ("openid_provider",)),
    Policy("GET /session", Right.OPEN, (Relation.SELF,)),
    Policy("DELETE /session", Right.OPEN, (Relation.SELF,)),
    Policy("POST /session", Right.OPEN, (Relation.PUBLIC,), ("openid_provider",)),
    Policy("POST /session/code", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /demo-session", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /sign-out", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /sign-in/again", Right.HOME, (Relation.SELF,), ("openid_provider",)),
    Policy("POST /sign-in/again", Right.HOME, (Relation.SELF,), ("openid_provider",)),
    Policy("GET /sign-in/again/{openid_provider}", Right.HOME, (Relation.SELF,), ("openid_provider",)),
    Policy("GET /sign-in/providers/{openid_provider}", Right.OPEN, (Relation.PUBLIC,), ("openid_provider",)),
    Policy("GET /sign-in/providers/{openid_provider}/return", Right.OPEN, (Relation.PUBLIC,), ("openid_provider",)),
    Policy("POST /sign-in/providers/{openid_provider}/logout", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /sign-in/providers/{openid_provider}/logout", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /invitations/{secret}", Right.OPEN, (Relation.PUBLIC,), ("invitation", "openid_provider")),
    Policy("POST /invitations/{secret}", Right.OPEN, (Relation.PUBLIC,), ("invitation", "openid_provider")),
    Policy("GET /invitations/{secret}/providers/{openid_provider}", Right.OPEN, (Relation.PUBLIC,)),
    Policy("GET /passkey-session/options", Right.OPEN, (Relation.PUBLIC,)),
    Policy("POST /passkey-session", Right.OPEN, (Relation.PUBLIC,), ("openid_provider",)),
    Policy("POST /sign-in/again/passkey", Right.HOME, (Relation.SELF,), ("openid_provider",)),
    Policy("POST /acting-body", Right.HOME, (Relation.SELF,)),
)
