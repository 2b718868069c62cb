"""Every skill with its name, kept in the process: only an upgrade renames one, and every list shows them."""

from collections.abc import Mapping
from time import monotonic
from typing import Final
from uuid import UUID

from msgspec import Struct

from foundation.text.search import search_key
from registry.skills.tables import Skill

FRESH_FOR: Final = 60.0
"""Seconds after which a skill that another process took in is found by words here as well."""


class Named(Struct, frozen=True):
    """A skill as lists show it; `key` is what words are compared with."""

    id: UUID
    name: str
    key: str


class Vocabulary:
    """What was read, and when. `by_id` is by the id's text, as it comes in JSON."""

    def __init__(self) -> None:
        self.by_id: Mapping[str, Named] = {}
        self.read_at: float | None = None

    @property
    def fresh(self) -> bool:
        """Whether words may be looked up in it."""
        return self.read_at is not None and monotonic() - self.read_at < FRESH_FOR

    async def read(self) -> None:
        """Read every skill, inside the unit of work that is open."""
        rows = await Skill.select(Skill.id, Skill.name)
        self.by_id = {str(row["id"]): Named(row["id"], row["name"], search_key(row["name"])) for row in rows}
        self.read_at = monotonic()

    def forget(self) -> None:
        """Read it again next time: this process has just taken skills in."""
        self.read_at = None


VOCABULARY: Final = Vocabulary()
