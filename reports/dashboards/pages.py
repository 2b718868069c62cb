"""The HTML door of the boards."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Response

from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page
from registry.accelerators.rules import TARGET
from registry.needs.rules import LIFE
from registry.skills.rules import ROLES
from reports.figures.queries import national_figures
from reports.figures.rules import BY_KEY
from reports.figures.schemas import UNKNOWN


@get("/national")
async def national(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The nation in counts, as of now."""
    figures = await national_figures(by=by)
    return page(
        request, "dashboards/national.html", figures=figures, definitions=BY_KEY, target=TARGET,
        prefectures=figures.prefectures | {UNKNOWN: "組合など"},
        roles=ROLES | {UNKNOWN: "役割の記録なし"}, needs_life=LIFE,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (national,)
