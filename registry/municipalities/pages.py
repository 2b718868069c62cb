"""The HTML door of towns."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.organisations.queries import bodies_of_kind, names_of
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from registry.municipalities import recording
from registry.municipalities.access import may_record_of
from registry.municipalities.queries import (
    facts_of,
    history_of,
    latest_facts,
    town_by_code,
    towns_by_id,
    towns_found,
)
from registry.municipalities.rules import ANSWERS, INDICATORS, LISTED, TYPED, UNITS
from registry.municipalities.schemas import FactEntry

FIELD_NAMES = {"indicator": "項目", "value": "値", "as_of": "いつの時点", "source": "出所", "_": "値"}


@get("/municipalities")
async def list_municipalities(
    request: PageRequest,
    by: NamedDependency[Viewer],
    prefecture: FromQuery[str | None] = None,
    words: FromQuery[str] = "",
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The municipalities of a prefecture (it and its towns begin there), or those with some words in their name."""
    halls = await bodies_of_kind("prefecture", by=by)
    own = await _own_prefecture(by) if prefecture is None and not words else None
    hall = next((one for one in halls if own == one.id or prefecture == one.code), None)
    towns, found = await towns_found(by=by, words=words, prefecture=hall.id if hall else None, number=max(1, number))
    facts: dict[UUID, dict[str, Any]] = {}
    for fact in await latest_facts(towns=[town.id for town in towns], by=by):
        facts.setdefault(fact.municipality, {})[fact.indicator] = fact
    return page(
        request, "municipalities/list.html", towns=towns, found=found, halls=halls, words=words,
        prefecture=hall.code if hall else "", facts=facts, listed=LISTED, names=INDICATORS, answers=ANSWERS,
        hall_names={hall.id: hall.name for hall in halls},
    )  # fmt: skip


@get("/municipalities/{code:str}")
async def show_municipality(
    request: PageRequest,
    by: NamedDependency[Viewer],
    code: FromPath[str],
    indicator: FromQuery[str] = "",
    as_of: FromQuery[str] = "",
) -> Response[Any]:
    """What is known of a town, from where, as of when; with `indicator` and `as_of` that fact stands in the form."""
    return await _town(request, by, code, chosen=(indicator, as_of))


@post("/municipalities/{code:str}/facts")
async def record_fact(request: PageRequest, by: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """Record a fact with its source, or correct one."""
    return await sent(
        request, by, lambda form: recording.record_fact(code=code, entry=form.parse(FactEntry), by=by),
        onward=f"/municipalities/{code}", again=partial(_town, request, by, code),
    )  # fmt: skip


async def _own_prefecture(by: Viewer) -> UUID | None:
    """The prefecture that the viewer's body is, or is a town of."""
    town = (await towns_by_id(ids=[by.organisation], by=by)).get(by.organisation) if by.organisation else None
    return town.prefecture if town else by.organisation


async def _town(
    request: PageRequest,
    by: Viewer,
    code: str,
    refused: Refused | None = None,
    *,
    chosen: tuple[str, str] = ("", ""),
) -> Response[Any]:
    town = await town_by_code(code=code, by=by)
    facts = {fact.indicator: fact for fact in await facts_of(municipality=town.id, by=by)}
    history = await history_of(municipality=town.id, by=by)
    standing = next((fact for fact in history if (fact.indicator, fact.as_of.isoformat()) == chosen), None)
    return page(
        request, "municipalities/show.html", town=town,
        prefecture=(await names_of({town.prefecture}, by=by))[town.prefecture], facts=facts, history=history,
        names=INDICATORS, units=UNITS, answers=ANSWERS, typed=TYPED, standing=standing,
        others=[known for known in facts if known not in INDICATORS], field_names=FIELD_NAMES,
        records=may_record_of(by, town=town.id, prefecture=town.prefecture) is None, refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_municipalities, show_municipality, record_fact)
