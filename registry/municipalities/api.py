"""The JSON door of towns."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.organisations.queries import bodies_of_kind
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.municipalities import recording
from registry.municipalities.queries import Town, facts_of, history_of, town_by_code, towns_found
from registry.municipalities.schemas import FactEntry, FactRow, StandingFact


class TownList(Struct, frozen=True):
    """A page of towns."""

    total: int
    number: int
    last: int
    towns: list[Town]


class TownPage(Struct, frozen=True):
    """A town with its latest facts and all of them; `one_person_it` None: 未登録."""

    town: Town
    one_person_it: bool | None
    facts: list[FactRow]
    history: list[StandingFact]


@get("/api/v1/municipalities")
async def list_municipalities(
    by: NamedDependency[Viewer], prefecture: FromQuery[str] = "", words: FromQuery[str] = "", number: FromQuery[int] = 1
) -> TownList:
    """The municipalities of a prefecture (its 団体コード), or those whose name or kana holds some words."""
    hall = next((one.id for one in await bodies_of_kind("prefecture", by=by) if one.code == prefecture), None)
    towns, found = await towns_found(by=by, words=words, prefecture=hall, number=max(1, number))
    return TownList(found.total, found.number, found.last, towns)


@get("/api/v1/municipalities/{code:str}")
async def show_municipality(by: NamedDependency[Viewer], code: FromPath[str]) -> TownPage:
    """One municipality by its 団体コード."""
    town = await town_by_code(code=code, by=by)
    facts = await facts_of(municipality=town.id, by=by)
    return TownPage(town, town.one_person_it, facts, await history_of(municipality=town.id, by=by))


@post("/api/v1/municipalities/{code:str}/facts")
async def record_fact(
    by: NamedDependency[Viewer], code: FromPath[str], data: JSONBody[FactEntry], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Record a fact with its source, or correct one."""
    return await once(by, keyed, partial(recording.record_fact, code=code, entry=data, by=by))


HANDLERS: Sequence[Any] = (list_municipalities, show_municipality, record_fact)
