"""Whoever forgot their password is nobody yet; whoever holds a link's secret may use it."""

from typing import Final

from auth.permissions import Policy, Relation, Right

ANYBODY: Final = (Relation.PUBLIC,)
POLICY: Final = (
    Policy("GET /password-resets", Right.OPEN, ANYBODY),
    Policy("POST /password-resets", Right.OPEN, ANYBODY),
    Policy("GET /password-resets/{secret}", Right.OPEN, ANYBODY, ("account",)),
    Policy("POST /password-resets/{secret}", Right.OPEN, ANYBODY, ("account",)),
)
