"""Which routes lead to the own body's journal. Row security hands out its entries to managers and auditors alone."""

from typing import Final

from auth.permissions import Policy, Relation, Right

OWN: Final = (Relation.OWN_BODY,)
SHOWN: Final = ("journal", "member_identity", "account", "member", "disclosure")

POLICY: Final = (
    Policy("GET /journal", Right.READ_JOURNAL, OWN, SHOWN),
    Policy("GET /journal/export", Right.READ_JOURNAL, OWN, SHOWN, fresh=True),
)
