"""What is derived about a municipality, never typed."""

from typing import Final

POPULATION: Final = "population"
DX_STAFF: Final = "dx_staff"
"""Full-time equivalents in charge of DX; below one full-time person counts below 1."""

ONE_PERSON_STAFF: Final = 1
ONE_PERSON_POPULATION: Final = 50_000


def is_one_person_it(*, dx_staff: float | None, population: int | None) -> bool | None:
    """Whether the town is a one-person IT town (ひとり情シス); None where either fact is missing.

    DX staff at most 1 and population at most 50,000: the ministry's 211 of fiscal 2023 (`decisions.md` 17).
    """
    if dx_staff is None or population is None:
        return None
    return dx_staff <= ONE_PERSON_STAFF and population <= ONE_PERSON_POPULATION
