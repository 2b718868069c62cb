"""A question as the page sends it: beside what the URL holds, a row to add one more skill."""

from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import Field

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from registry.members.question import PeopleQuestion
from registry.needs.question import NeedsQuestion

Question = TypeVar("Question", PeopleQuestion, NeedsQuestion)


class SkillAdded(Shape):
    """One more skill, and how well it has to be known."""

    skill_more: UUID | None = None
    level_more: Annotated[Number, Field(ge=1, le=4)] | None = None

    def joined(self, question: Question) -> Question:
        """The question with the skill in it; chosen again, the new level counts."""
        if self.skill_more is None:
            return question
        chosen = f"{self.skill_more}:{self.level_more}" if self.level_more else str(self.skill_more)
        others = (choice for choice in question.skill if not choice.startswith(str(self.skill_more)))
        return question.model_copy(update={"skill": [*others, chosen]})
