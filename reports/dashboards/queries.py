"""What a board shows, asked in one reading: the figures and, beside them, what their words and lines need."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from msgspec import Struct

from auth.organisations.queries import body
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.frameworks.queries import overview
from registry.frameworks.schemas import FrameworkRow
from reports.figures.history import DayValue, drawn_lines
from reports.figures.queries import national_figures
from reports.figures.regional import RegionalFigure, regional_figures
from reports.figures.schemas import NationalFigures
from training.courses.queries import courses

BACK: Final = timedelta(days=92)
"""How far back the lines of a board go."""
OF_THE_NATION: Final = ("registered-people", "people-at-work", "pool-people", "needs-unmet")
OF_A_REGION: Final = ("pool-people", "people-at-work", "registered-people")
"""Figures drawn day by day, as the nation's history keeps them: by prefecture, small numbers withheld."""

Lines = Mapping[str, Sequence[DayValue]]
"""Figure -> what it said, day by day."""


class NationalBoard(Struct, frozen=True):
    """The nation: its figures, the framework of each prefecture, the courses' names by code."""

    figures: NationalFigures
    frameworks: list[FrameworkRow]
    courses: dict[str, str]
    lines: Lines


class RegionalBoard(Struct, frozen=True):
    """A region: its figures by key."""

    figures: dict[str, RegionalFigure]
    lines: Lines


async def national_board(*, by: Viewer) -> NationalBoard:
    """The nation in counts, as of now."""
    async with reading(by) as work:
        return NationalBoard(
            figures=await national_figures(by=by),
            frameworks=await overview(by=by),
            courses={course.code: course.name for course in await courses(by=by)},
            lines=await drawn_lines(figures=OF_THE_NATION, since=work.today - BACK, by=by),
        )


async def regional_board(*, by: Viewer) -> RegionalBoard:
    """The viewer's region in figures, as of now."""
    assert by.organisation is not None
    async with reading(by) as work:
        own = await body(id=by.organisation, by=by)
        code = own.code[:2] if own and own.code and by.kind == "prefecture" else "unknown"
        return RegionalBoard(
            figures=await regional_figures(by=by),
            lines=await drawn_lines(
                figures=OF_A_REGION, dimension=f"prefecture={code}", since=work.today - BACK, by=by
            ),
        )
