"""The HTML door of the boards."""

from collections.abc import Sequence
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
from foundation.web.rendering import PageRequest, page
from registry.accelerators.rules import TARGET
from registry.capacity.rules import FORMS
from registry.frameworks.rules import PROMISED
from registry.needs.rules import LIFE
from registry.skills.rules import ROLES
from reports.dashboards.queries import national_board
from reports.figures.queries import by_prefecture_and_role, town_rows
from reports.figures.rules import BY_KEY, STANDINGS, made
from reports.figures.schemas import UNKNOWN
from training.enrolments.rules import LIFE as TRAINING

UNIONS = {UNKNOWN: "組合など"}
ROLE_WORDS = ROLES | {UNKNOWN: "役割の記録なし"}


@get("/national")
async def national(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The nation in counts, as of now."""
    board = await national_board(by=by)
    figures = board.figures
    return page(
        request, "dashboards/national.html", figures=figures, made=partial(made, as_of=figures.as_of),
        definitions=BY_KEY, target=TARGET, prefecture_code=prefecture_code,
        prefectures=figures.prefectures | UNIONS,
        roles=ROLE_WORDS, needs_life=LIFE, promised=PROMISED,
        by_prefecture=board.frameworks, forms=FORMS, states=TRAINING.words, courses=board.courses, lines=board.lines,
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
