"""The HTML door of the boards."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.paging import Page
from foundation.text.codes import prefecture_code
from foundation.text.dates import today_jst
from foundation.web.rendering import PageRequest, page
from registry.accelerators.rules import TARGET
from registry.capacity.rules import FORMS
from registry.frameworks.queries import overview
from registry.frameworks.rules import PROMISED
from registry.needs.rules import LIFE
from registry.skills.rules import ROLES
from reports.figures.history import drawn_lines
from reports.figures.queries import by_prefecture_and_role, national_figures, town_rows
from reports.figures.rules import BY_KEY, STANDINGS, made
from reports.figures.schemas import UNKNOWN
from training.courses.queries import courses
from training.enrolments.rules import LIFE as TRAINING

UNIONS = {UNKNOWN: "組合など"}
ROLE_WORDS = ROLES | {UNKNOWN: "役割の記録なし"}
DAYS_SHOWN = 92
DRAWN = ("registered-people", "people-at-work", "pool-people", "needs-unmet")
"""Figures drawn day by day."""


@get("/national")
async def national(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The nation in counts, as of now."""
    figures = await national_figures(by=by)
    since = today_jst(figures.as_of) - timedelta(days=DAYS_SHOWN)
    return page(
        request, "dashboards/national.html", figures=figures, made=partial(made, as_of=figures.as_of),
        definitions=BY_KEY, target=TARGET, prefecture_code=prefecture_code,
        prefectures=figures.prefectures | UNIONS,
        roles=ROLE_WORDS, needs_life=LIFE, promised=PROMISED,
        by_prefecture=await overview(by=by),
        forms=FORMS, states=TRAINING.words,
        courses={course.code: course.name for course in await courses(by=by)},
        lines=await drawn_lines(figures=DRAWN, since=since, by=by),
    )  # fmt: skip


@get("/national/by-prefecture/{figure:str}")
async def national_by_prefecture(
    request: PageRequest, by: NamedDependency[Viewer], figure: FromPath[str]
) -> Response[Any]:
    """A figure by prefecture and role."""
    people, prefectures = await by_prefecture_and_role(key=figure, by=by)
    return page(
        request, "dashboards/by_prefecture.html", people=people, definition=BY_KEY[figure], roles=ROLE_WORDS,
        prefectures=prefectures | UNIONS,
    )  # fmt: skip


@get("/national/towns")
async def national_towns(
    request: PageRequest,
    by: NamedDependency[Viewer],
    standing: FromQuery[str] = "",
    prefecture: FromQuery[str] = "",
    alone: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """A page of the towns behind a count of towns; whose people they are is nobody's here."""
    rows = await town_rows(standing=standing, prefecture=prefecture, alone=alone, by=by)
    shown = Page(number, len(rows))
    asked = urlencode({"standing": standing, "prefecture": prefecture, "alone": alone})
    return page(
        request, "dashboards/towns.html", rows=rows[shown.offset : shown.offset + shown.size], shown=shown,
        here=f"/national/towns?{asked}&number=", standing=standing, alone=alone, standings=STANDINGS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (national, national_by_prefecture, national_towns)
