"""The text of a course is public."""

from typing import Final

from auth.permissions import Policy, Relation, Right

POLICY: Final = (Policy("GET /training/courses/{course}/pdf", Right.OPEN, (Relation.PUBLIC,), ("course_edition",)),)
