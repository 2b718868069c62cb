"""Who comes to the privacy desk, about whom, and which routes lead there."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.privacy.tables import RetentionRun

OWN: Final = (Relation.OWN_BODY, Relation.SELF)
WHOLE: Final = (
    "account", "notice", "mail_outbox", "journal", "file", "member", "member_identity", "member_role", "member_skill",
    "member_terms", "member_wish", "pool_membership", "disclosure", "disclosure_request", "consent", "capacity_head",
    "capacity_offer", "capacity_booking", "registration", "registration_check", "enrolment", "conflict_declaration",
    "conflict_check", "appointment", "assignment", "proposal", "party", "allocation_pin", "document",
)  # fmt: skip

POLICY: Final = (
    Policy("GET /personal-data", Right.EXPORT_PERSON, OWN, ("retention_run",)),
    Policy("GET /personal-data/export", Right.EXPORT_PERSON, (Relation.SELF,), WHOLE, fresh=True),
    Policy("GET /personal-data/register", Right.ERASE_PERSON, (Relation.OWN_BODY,)),
    Policy("GET /personal-data/register/export", Right.ERASE_PERSON, (Relation.OWN_BODY,)),
    Policy("GET /personal-data/{member}", Right.ERASE_PERSON, (Relation.OWN_BODY,), WHOLE),
    Policy("GET /personal-data/{member}/export", Right.ERASE_PERSON, (Relation.OWN_BODY,), WHOLE, fresh=True),
    Policy("POST /personal-data/{member}/erasure", Right.ERASE_PERSON, (Relation.OWN_BODY,), WHOLE),
)


def runs_visible_to(viewer: Viewer) -> Condition:
    """The runs of the viewer's own body."""
    return among(RetentionRun.organisation, [viewer.organisation])


def at_the_desk(viewer: Viewer, member: UUID) -> Viewer:
    """The viewer's body working for itself and for the person at once: what either may read or remove.

    Only after `queries.check_serves` has let the viewer pass. The journal is written under the viewer's own
    name, not under this one.
    """
    return replace(viewer, member=member)
