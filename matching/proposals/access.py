"""Who sees which part of a proposal, who moves it, and which routes lead to it."""

from typing import Any, Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.proposals.rules import PartyKind
from matching.proposals.schemas import PartyRow, ProposalRow
from matching.proposals.tables import Party, Proposal, ProposalLine

OWN: Final = (Relation.OWN_BODY,)
ALL_PARTIES: Final = (Relation.OWN_BODY, Relation.PARTY, Relation.SELF, Relation.EMPLOYER)
FIELDS: Final = ("proposal", "proposal_line", "party", "need", "member_identity", "conflict_check",
                 "training_requirement")  # fmt: skip

POLICY: Final = (
    Policy("GET /proposals", Right.READ_PROPOSALS, ALL_PARTIES, FIELDS),
    Policy("POST /proposals", Right.PROPOSE, OWN, FIELDS),
    Policy("GET /proposals/{proposal}", Right.READ_PROPOSALS, ALL_PARTIES, FIELDS),
    Policy("POST /proposals/{proposal}/sending", Right.PROPOSE, OWN, FIELDS),
    Policy("POST /proposals/{proposal}/answers", Right.ANSWER, ALL_PARTIES, FIELDS),
    Policy("POST /proposals/{proposal}/lines/{line}/removal", Right.PROPOSE, OWN, FIELDS),
    Policy("POST /proposals/{proposal}/withdrawal", Right.PROPOSE, OWN, FIELDS),
    Policy("POST /proposals/{proposal}/conflict-check", Right.PROPOSE, OWN, ("conflict_check",)),
    Policy("POST /proposals/{proposal}/confirmation", Right.PROPOSE, OWN, (*FIELDS, "appointment", "assignment")),
)


def proposals_visible_to(viewer: Viewer) -> Condition:
    """Own proposals in every state; of others those that ask the viewer. A draft asks nobody."""
    asked: Any = Party.select(Party.proposal).where(parties_visible_to(viewer))
    return among(Proposal.owner, [viewer.organisation]) | Proposal.id.is_in(asked)


def parties_visible_to(viewer: Viewer) -> Condition:
    """The proposing body sees all parties, everybody else their own answer alone."""
    return (
        among(Party.owner, [viewer.organisation])
        | among(Party.organisation, [viewer.organisation])
        | among(Party.member, [viewer.member])
    )


def lines_visible_to(viewer: Viewer) -> Condition:
    """All lines of own proposals; a town's and a member's own lines; every line of its staff for an employer."""
    seen = parties_visible_to(viewer)
    own_lines: Any = Party.select(Party.line).where(seen & Party.line.is_not_null())
    as_employer: Any = Party.select(Party.proposal).where(seen & (Party.kind == PartyKind.EMPLOYER))
    return (
        among(ProposalLine.owner, [viewer.organisation])
        | ProposalLine.id.is_in(own_lines)
        | ProposalLine.proposal.is_in(as_employer)
    )


def may_propose(viewer: Viewer) -> str | None:
    """None where the viewer's body proposes people, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.PROPOSE):
        return None
    return "提案をつくれるのは、人材プールを運営する団体の担当者だけです。"


def may_move(viewer: Viewer, proposal: ProposalRow) -> str | None:
    """None where the viewer's body made this proposal, else the sentence why not."""
    if viewer.acts_for(proposal.owner):
        return None
    return f"この提案を進められるのは、提案した団体（{proposal.owner_name}）だけです。"


def is_asked(viewer: Viewer, party: PartyRow) -> bool:
    """Whether it is the viewer whose answer this party row holds."""
    return viewer.acts_for(party.organisation) or (party.member is not None and viewer.is_member(party.member))
