"""The personal rooms of all nouns, handed over by `app.py`; high nouns first: what points goes before its target."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.holdings import Held, PersonalRoom, Retained

_rooms: Final[list[PersonalRoom]] = []


def declare(rooms: Sequence[PersonalRoom]) -> None:
    """Say which nouns hold personal data, in the order of the house from low to high."""
    _rooms[:] = list(reversed(rooms))


def declared() -> list[PersonalRoom]:
    """The rooms, high nouns first."""
    return list(_rooms)


async def held(*, member: UUID, by: Viewer) -> list[Held]:
    """What all nouns hold on a person, as the viewer sees it."""
    return [found for room in _rooms for found in await room.held_on(member=member, by=by)]


async def bars(*, member: UUID, by: Viewer) -> list[str]:
    """Why the person cannot be erased now, sentence by sentence; empty where nothing forbids it."""
    asked: list[Any] = [getattr(room, "must_keep", None) for room in _rooms]
    return [sentence for ask in asked if ask is not None for sentence in await ask(member=member, by=by)]


def retained() -> dict[str, Retained]:
    """Class -> how a noun finds and removes what is overdue."""
    return {code: rule for room in _rooms for code, rule in getattr(room, "RETAINED", {}).items()}
