"""Whose wishes a viewer reads: one's own, one's pool's by name, and those who are open to be asked, without a name."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.careers.rules import PERSONS_OWN
from training.careers.schemas import ContactRow
from training.careers.tables import CareerContact, CareerWish

WISHES: Final = ("career_wish", "member_identity")
CONTACTS: Final = ("career_contact", "member_identity")
SIDES: Final = (Relation.SELF, Relation.OWN_BODY)
POLICY: Final = (
    Policy("GET /careers", Right.READ_NETWORK, (Relation.SELF, Relation.OWN_BODY, Relation.PUBLIC),
           (*WISHES, "career_contact")),
    Policy("POST /careers/wish", Right.ANSWER, (Relation.SELF,), (*WISHES, "career_contact")),
    Policy("POST /careers/{career_wish}/contacts", Right.KEEP_POOL, (Relation.PUBLIC,), (*WISHES, "career_contact")),
    Policy("GET /careers/contacts/{career_contact}", Right.READ_NETWORK, SIDES, CONTACTS),
    Policy("POST /careers/contacts/{career_contact}/acceptance", Right.ANSWER, (Relation.SELF,), CONTACTS),
    Policy("POST /careers/contacts/{career_contact}/refusal", Right.ANSWER, (Relation.SELF,), CONTACTS),
    Policy("POST /careers/contacts/{career_contact}/removal", Right.KEEP_POOL, (Relation.OWN_BODY,), CONTACTS),
)  # fmt: skip


def wishes_visible_to(viewer: Viewer, own_people: Collection[UUID]) -> Condition:
    """`own_people` are those of the viewer's own pool."""
    own = among(CareerWish.member, [viewer.member]) | among(CareerWish.member, own_people)
    asks = viewer.kind in ("prefecture", "union")
    return own | ((CareerWish.open_to_contact == True) & WhereRaw("true" if asks else "false"))  # noqa: E712


def contacts_visible_to(viewer: Viewer) -> Condition:
    """One's own, and those one's body asked."""
    return among(CareerContact.member, [viewer.member]) | among(CareerContact.organisation, [viewer.organisation])


def may_move(viewer: Viewer, contact: ContactRow, verb: str) -> str | None:
    """None for the side whose verb it is, else the sentence why not."""
    if verb in PERSONS_OWN and viewer.is_member(contact.member):
        return None
    if verb not in PERSONS_OWN and viewer.acts_for(contact.organisation):
        return None
    return "返事をするのは本人、取り下げるのは申し込んだ団体だけです。"
