"""A question as the page sends it: beside what the URL holds, a row to add one more skill."""

from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.question import Question
from foundation.text.shape import Shape

Asked = TypeVar("Asked", bound=Question)


class SkillAdded(Shape):
    """One more skill, and how well it has to be known."""

    skill_more: UUID | None = None
    level_more: Annotated[Number, Field(ge=1, le=4)] | None = None


def with_skill(question: Asked, added: SkillAdded) -> Asked:
    """The question with the added skill in it; chosen again, the new level counts."""
    if added.skill_more is None:
        return question
    skill = str(added.skill_more)
    chosen = f"{skill}:{added.level_more}" if added.level_more else skill
    held: list[str] = getattr(question, "skill", [])
    skills = [*(one for one in held if one[:36] != skill), chosen]
    return question.model_copy(update={"skill": skills})
