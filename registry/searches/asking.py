"""From a request's URL to a question; a door's room, shared by page and JSON."""

from typing import TypeVar

from foundation.web.forms import Form
from registry.members.question import PeopleQuestion
from registry.needs.question import NeedsQuestion
from registry.searches.form import SkillAdded, with_skill

Question = TypeVar("Question", PeopleQuestion, NeedsQuestion)


def asked(form: Form, shape: type[Question]) -> Question:
    """The question. Raises `FormRefused` with a sentence beside each filter that cannot be read."""
    return with_skill(form.parse(shape), form.parse(SkillAdded))


def page_number(form: Form) -> int:
    """Which page of the list; the first where the URL says nothing of use."""
    number = form.first("number")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else 1
