"""Who sees what was asked of a person and what they completed: the pool, the person, the school that noted it."""

from typing import Final

from auth.permissions import Policy, Right, holds
from auth.viewer import Viewer
from foundation.database.scope import Condition, among
from registry.learning.tables import PostingCourse, TrainingCompletion, TrainingRequirement

POLICY: Final[tuple[Policy, ...]] = ()
"""The pages are `training`'s; nothing here has a door."""


def posting_courses_visible_to(viewer: Viewer) -> Condition:
    """Of the pools the viewer keeps or supervises."""
    return among(PostingCourse.pool, viewer.reach)


def requirements_visible_to(viewer: Viewer) -> Condition:
    """Asked by the viewer's pools, or of the viewer."""
    return among(TrainingRequirement.pool, viewer.reach) | among(TrainingRequirement.member, [viewer.member])


def completions_visible_to(viewer: Viewer) -> Condition:
    """Of the viewer's pools, of the viewer, and what the viewer's school noted."""
    return (
        among(TrainingCompletion.pool, viewer.reach)
        | among(TrainingCompletion.member, [viewer.member])
        | among(TrainingCompletion.school, [viewer.organisation])
    )


def may_ask(viewer: Viewer) -> str | None:
    """None where the viewer's body asks courses of its people, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.KEEP_POOL):
        return None
    return "研修を求められるのは、人材プールを持つ県などだけです。"
