"""A list page's parts, put together from a question and what it found: the same for people and needs."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.paging import Page
from registry.members.queries import keeps_pool
from registry.searches.dropping import Asked, list_of
from registry.searches.filters import (
    Chip,
    Counts,
    Group,
    Tab,
    address,
    chips,
    groups,
    hidden_filters,
    skill_choices,
    tabs,
)
from registry.searches.queries import saved_searches
from registry.searches.rules import ListName
from registry.searches.schemas import SavedRow
from registry.searches.showing import Lines
from registry.skills.queries import skill_names


class ListView(Struct, frozen=True):
    """Everything a list page shows around its lines. `advice`: filters whose dropping would find something."""

    question: Asked
    lines: Lines
    found: Page
    tabs: list[Tab]
    groups: list[Group]
    skills: list[tuple[str, str]]
    chips: list[Chip]
    advice: list[Chip]
    saved: list[SavedRow]
    previous: str
    next: str
    here: str
    plain: str

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.chips)


async def list_view(
    question: Asked, lines: Lines, found: Page, counts: Counts, gains: Mapping[str, int], *, by: Viewer
) -> ListView:
    """The page around the lines. One statement for the names of skills, two for what is saved."""
    names = await skill_names(_skills(question, counts))
    named, own_town = keeps_pool(by), by.kind == "municipality"
    asked = chips(question, gains, names)
    several = len(asked) > 1 or found.total == 0
    return ListView(
        question=question, lines=lines, found=found, tabs=tabs(question, counts),
        groups=groups(question, counts, hidden=hidden_filters(question, named=named, own_town=own_town)),
        skills=skill_choices(question, counts, names), chips=asked,
        advice=sorted((chip for chip in asked if several and chip.gain > found.total), key=lambda chip: -chip.gain),
        saved=await saved_searches(by=by, of=list_of(question)) if by.organisation else [],
        previous=address(question, number=found.number - 1) if found.number > 1 else "",
        next=address(question, number=found.number + 1) if found.number < found.last else "",
        here=question.query(), plain=f"/{list_of(question)}",
    )  # fmt: skip


def title(by: Viewer, name: ListName) -> str:
    """What this viewer calls the list, as the menu does."""
    if name is ListName.MEMBERS:
        return "人材"
    return {"municipality": "相談"}.get(by.kind, "相談・要望")


def _skills(question: Asked, counts: Counts) -> set[UUID]:
    asked = {UUID(choice.partition(":")[0]) for choice in question.skill}
    return asked | {UUID(skill) for skill in counts.get("skill", {})}
