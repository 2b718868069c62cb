"""Contracts of towns that concern a person."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, Holding, held_in

HOLDS: Final = (
    Holding(
        "town_contract",
        "書いた仕様書",
        stays="町の契約の記録として残します。仕様書の名前のほかに、本人の情報はありません",
    ),
    Holding("contract_conflict", "契約の利益相反", stays="契約の公正の証拠として残します"),
)


async def held_on(*, member: UUID, by: Viewer) -> list[Held]:
    """What this noun holds on a person, as the viewer sees it."""
    return await held_in(HOLDS, member=member, by=by)


async def forget(*, member: UUID, by: Viewer) -> None:
    """Nothing goes: what was found is evidence, and names nobody once the person's identity is gone."""
