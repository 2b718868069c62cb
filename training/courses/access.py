"""Menu and texts are public, as the ministry promised; the ministry publishes the next version."""

from typing import Final

from auth.permissions import Policy, Relation, Right, holds
from auth.viewer import Viewer

TEXT: Final = ("course_edition",)
POLICY: Final = (
    Policy("GET /training/courses", Right.OPEN, (Relation.PUBLIC,), TEXT),
    Policy("GET /training/courses/{course}", Right.OPEN, (Relation.PUBLIC,), TEXT),
    Policy("GET /training/courses/{course}/editions/{number}", Right.OPEN, (Relation.PUBLIC,), TEXT),
    Policy("POST /training/courses/{course}/editions", Right.KEEP_COURSES, (Relation.NATIONAL,), TEXT),
)


def may_publish(viewer: Viewer) -> str | None:
    """None where the viewer's body publishes texts, else the sentence why not."""
    if viewer.organisation is not None and holds(viewer, Right.KEEP_COURSES):
        return None
    return "研修の教材を新しくできるのは国だけです。直してほしい所は、研修の感想で知らせてください。"
