"""A question as something to talk about: the town, the body that received it and the expert are its parties."""

from uuid import UUID

from auth.viewer import Viewer
from matching.experts.queries import question_row
from registry.coordination.rules import About, Kind


async def about_question(*, question: UUID, by: Viewer) -> About:
    """Raises `NotFound` for whoever is no party."""
    row = await question_row(id=question, by=by)
    return About(Kind.EXPERT_QUESTION, row.id, row.owner, (row.owner, row.municipality), row.title,
                 f"/experts/questions/{row.id}", (row.member,) if row.member else ())  # fmt: skip
