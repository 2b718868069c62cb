"""The HTML door of towns."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page
from registry.municipalities.queries import facts_of, town_by_code
from registry.municipalities.rules import ANSWERS, INDICATORS, UNITS


@get("/municipalities/{code:str}")
async def show_municipality(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """What is known of a town, from where, as of when."""
    town = await town_by_code(code=code, by=by)
    facts = {fact.indicator: fact for fact in await facts_of(municipality=town.id, by=by)}
    hall = (await names_of({town.prefecture}, by=by))[town.prefecture]
    return page(
        request, "municipalities/show.html", town=town, prefecture=hall, facts=facts, names=INDICATORS, units=UNITS,
        answers=ANSWERS, others=[code for code in facts if code not in INDICATORS],
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_municipality,)
