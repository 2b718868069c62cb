"""Who sees runs and pins: the body that made them, and nobody else. A town never sees a ranking.

A town reads why a plan leaves its own need without a person, and nothing else of the plan.
"""

from typing import Final
from uuid import UUID

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from matching.allocation.tables import AllocationLeftOpen, AllocationPin, AllocationRun, AllocationScenario

OWN: Final = (Relation.OWN_BODY,)
OWN_AND_SUPERVISED: Final = (Relation.OWN_BODY, Relation.SUPERVISED)
RANKING_FIELDS: Final = (
    "allocation_run", "allocation_scenario", "allocation_pin", "allocation_readmission", "travel_time", "party", "need",
    "need_requirement", "need_skill", "member", "member_identity", "member_role", "member_skill", "member_wish",
    "capacity_remaining", "conflict_declaration",
)  # fmt: skip

POLICY: Final = (
    Policy("GET /allocation", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/why", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/runs", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/runs/{run}", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/runs/{run}/needs/{need}", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/runs/{run}/cancellation", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/runs/{run}/replay", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/runs/{run}/proposals", Right.PROPOSE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/rematch", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/rematch", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/scenarios", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/scenarios", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/scenarios/{scenario}", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/scenarios/{scenario}/settings", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/scenarios/{scenario}/runs", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/comparison", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/pins", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/pins/{pin}/removal", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/readmissions", Right.ALLOCATE, OWN, RANKING_FIELDS),
    Policy("POST /allocation/proposals", Right.PROPOSE, OWN, RANKING_FIELDS),
    Policy("GET /allocation/needs/{need}", Right.READ_NEEDS, OWN_AND_SUPERVISED, ("need", "allocation_left_open")),
)


def runs_visible_to(viewer: Viewer) -> Condition:
    """The runs of the viewer's own body."""
    return among(AllocationRun.owner, [viewer.organisation])


def scenarios_visible_to(viewer: Viewer) -> Condition:
    """The scenarios of the viewer's own body."""
    return among(AllocationScenario.owner, [viewer.organisation])


def pins_visible_to(viewer: Viewer) -> Condition:
    """The pins of the viewer's own body."""
    return among(AllocationPin.owner, [viewer.organisation])


def left_open_visible_to(viewer: Viewer) -> Condition:
    """What the viewer's own body told its towns, and what it was told about its own needs."""
    own = among(AllocationLeftOpen.owner, [viewer.organisation])
    return own | among(AllocationLeftOpen.municipality, [viewer.organisation])


def may_allocate(viewer: Viewer) -> str | None:
    """None where the viewer's body keeps a pool and the viewer may rank its people, else the sentence why not."""
    if holds(viewer, Right.ALLOCATE):
        return None
    return "割当を考えられるのは、人材プールを受け持つ団体の担当者だけです。"


def bodies_served_by(viewer: Viewer) -> list[UUID | None]:
    """The viewer's own body and those it supervises: whose needs an allocation fills."""
    return [viewer.organisation, *viewer.reach]
