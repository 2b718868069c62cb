"""The JSON door of towns."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from auth.viewer import Viewer
from registry.municipalities.queries import Town, facts_of, town_by_code
from registry.municipalities.schemas import FactRow


class TownPage(Struct, frozen=True):
    """A town with its latest facts; `one_person_it` None: 未登録."""

    town: Town
    one_person_it: bool | None
    facts: list[FactRow]


@get("/api/v1/municipalities/{code:str}")
async def show_municipality(by: NamedDependency[Viewer], code: FromPath[str]) -> TownPage:
    """One municipality by its 団体コード."""
    town = await town_by_code(code=code, by=by)
    return TownPage(town, town.one_person_it, await facts_of(municipality=town.id, by=by))


HANDLERS: Sequence[Any] = (show_municipality,)
