"""Invented figures of real towns, marked as invented wherever they are shown."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from registry.municipalities.operations import Fact
from registry.municipalities.queries import Town
from registry.municipalities.rules import DX_STAFF, POPULATION

INVENTED: Final = "デモ用の架空の値"
RESIDENTS: Final = {
    "designated_city": 800_000, "city": 60_000, "town": 9_000, "village": 3_000, "special_ward": 300_000,
}  # fmt: skip
"""About how many people the demo lets such a municipality have."""
STAFF: Final = {
    "designated_city": (30,),
    "city": (3, 5, 8),
    "town": (1, 1, 2),
    "village": (0, 1),
    "special_ward": (12,),
}


def invented_facts(towns: Iterable[Town]) -> list[Fact]:
    """Residents and DX staff of each town, the same every time."""
    facts: list[Fact] = []
    for position, town in enumerate(towns):
        staff = STAFF[town.kind][position % len(STAFF[town.kind])]
        residents = RESIDENTS[town.kind] + 700 * (position % 9)
        facts.append((town.id, POPULATION, Decimal(residents), None))
        facts.append((town.id, DX_STAFF, Decimal(staff), None))
    return facts
