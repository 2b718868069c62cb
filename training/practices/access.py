"""A town decides who reads what it did; its pool may write it down and ask."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from training.practices.schemas import PracticeRow
from training.practices.tables import Practice

READ: Final = (Relation.PUBLIC,)
OWN: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
FIELDS: Final = ("practice",)
POLICY: Final = (
    Policy("GET /practices", Right.READ_NETWORK, READ, FIELDS),
    Policy("GET /practices/new", Right.TELL_PRACTICE, OWN, FIELDS),
    Policy("POST /practices", Right.TELL_PRACTICE, OWN, FIELDS),
    Policy("GET /practices/{practice}", Right.READ_NETWORK, READ, FIELDS),
    Policy("POST /practices/{practice}", Right.TELL_PRACTICE, OWN, FIELDS),
    Policy("POST /practices/{practice}/consent", Right.TELL_PRACTICE, OWN, FIELDS),
    Policy("POST /practices/{practice}/refusal", Right.TELL_PRACTICE, OWN, FIELDS),
    Policy("POST /practices/{practice}/withdrawal", Right.TELL_PRACTICE, OWN, FIELDS),
)
TOWNS_WORD: Final = "公開を決められるのは、その町の担当者だけです。"


def practices_visible_to(viewer: Viewer, own_pools: Collection[UUID]) -> Condition:
    """The town's own, those in one's library, and what a town opened: to its framework or to everybody.

    `own_pools` are the pools the viewer, a member, is in.
    """
    own = among(Practice.owner, [viewer.organisation]) | among(Practice.municipality, [viewer.organisation])
    framework = among(Practice.owner, viewer.pools) | among(Practice.owner, own_pools)
    nation = (Practice.audience == "all") & WhereRaw("true" if viewer.signed_in else "false")
    return own | ((Practice.state == "shared") & (framework | nation))


def library_of(viewer: Viewer, prefecture: UUID | None) -> UUID | None:
    """The pool in whose library a town's practice stands: its prefecture's where it takes part, else another's."""
    pools = sorted(viewer.pools)
    return prefecture if prefecture in viewer.pools else next(iter(pools), None)


def may_write_of(viewer: Viewer, municipality: UUID) -> str | None:
    """None where the viewer may write down what this town did, else the sentence why not."""
    if municipality in viewer.reach and viewer.kind in ("municipality", "prefecture", "union"):
        return None
    return "事例を書けるのは、その町と、その町を受け持つ人材プールの団体だけです。町を一覧から選んでください。"


def may_keep(viewer: Viewer, practice: PracticeRow) -> str | None:
    """None where the viewer may change the text, else the sentence why not."""
    if holds(viewer, Right.TELL_PRACTICE) and (
        viewer.acts_for(practice.municipality) or viewer.acts_for(practice.owner)
    ):
        return None
    return "この事例を直せるのは、その町と、書いた人材プールの団体だけです。"


def may_open(viewer: Viewer, practice: PracticeRow) -> str | None:
    """None for the town itself, else the sentence why not."""
    return None if viewer.acts_for(practice.municipality) and holds(viewer, Right.TELL_PRACTICE) else TOWNS_WORD


def bodies_looked_after(viewer: Viewer) -> list[UUID]:
    """The bodies whose practice the viewer may write down, beside its own."""
    return [id for id in viewer.reach if id != viewer.organisation]
