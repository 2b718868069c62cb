"""Who reads offers, and the two sides of a mentoring."""

from typing import Final

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.mentors.rules import MENTORS_OWN
from training.mentors.schemas import MentoringRow
from training.mentors.tables import Mentoring, MentorOffer

ANYBODY: Final = (Relation.PUBLIC,)
SIDES: Final = (Relation.SELF, Relation.PARTY)
FIELDS: Final = ("mentor_offer", "mentoring")
POLICY: Final = (
    Policy("GET /mentors", Right.READ_NETWORK, ANYBODY, FIELDS),
    Policy("POST /mentors/offer", Right.ANSWER, (Relation.SELF,), FIELDS),
    Policy("POST /mentors/{mentor_offer}/requests", Right.JOIN_NETWORK, ANYBODY, FIELDS),
    Policy("GET /mentorings/{mentoring}", Right.READ_NETWORK, SIDES, FIELDS),
    Policy("POST /mentorings/{mentoring}/acceptance", Right.ANSWER, (Relation.SELF,), FIELDS),
    Policy("POST /mentorings/{mentoring}/refusal", Right.ANSWER, (Relation.SELF,), FIELDS),
    Policy("POST /mentorings/{mentoring}/removal", Right.JOIN_NETWORK, SIDES, FIELDS),
    Policy("POST /mentorings/{mentoring}/end", Right.JOIN_NETWORK, SIDES, FIELDS),
)


def offers_visible_to(viewer: Viewer) -> Condition:
    """What is offered, for whoever is signed in; one's own also while resting."""
    offered = (MentorOffer.resting == False) & WhereRaw("true" if viewer.signed_in else "false")  # noqa: E712
    return among(MentorOffer.member, [viewer.member]) | offered


def mentorings_visible_to(viewer: Viewer) -> Condition:
    """Those one is the mentor of, and those one asked for."""
    own = among(Mentoring.member, [viewer.member]) | among(Mentoring.account, [viewer.account])
    return own | among(Mentoring.asking_member, [viewer.member])


def may_move(viewer: Viewer, mentoring: MentoringRow, verb: str) -> str | None:
    """None for the side whose verb it is, else the sentence why not."""
    mentor, asker = viewer.is_member(mentoring.member), viewer.account == mentoring.account
    if (mentor and (verb in MENTORS_OWN or verb == "end")) or (asker and verb not in MENTORS_OWN):
        return None
    return "返事をするのは相談役本人、取り下げるのは頼んだ本人だけです。"
