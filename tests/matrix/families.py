"""Tenants of the matrix: each family is a town with its pool, a member, a company and everything between them."""

from dataclasses import dataclass, field
from uuid import UUID, uuid5

from registry.municipalities.loading import MINISTRY
from tests.world import EHIME, HIROSHIMA, JINSEKI, MATSUYAMA, SERA

SPACE = UUID("5f1e6d0a-6f5c-4c8e-9a51-7f0d6f6d1c01")


@dataclass(frozen=True, slots=True)
class Family:
    """Who stands together. `made` is (table, kind of row) -> the row's key columns by name."""

    name: str
    number: int
    town: UUID
    pool: UUID
    made: dict[tuple[str, int], dict[str, object]] = field(default_factory=dict)

    def id(self, what: str) -> UUID:
        """The same id for the same thing in every run."""
        return uuid5(SPACE, f"{self.name} {what}")

    def part(self, name: str) -> UUID:
        """The member, the clerk, the company: whatever `declared.BELONGS` names."""
        bodies = {"town": self.town, "pool": self.pool, "ministry": MINISTRY}
        return bodies.get(name) or self.id(name)

    def canary(self, place: str) -> str:
        """What stands in a text field of this family: found again wherever it leaks."""
        return f"canary-{self.name}-{place}-end"


def families() -> tuple[Family, ...]:
    """Two towns of one prefecture and one of another."""
    return (
        Family("sera", 1, SERA, HIROSHIMA),
        Family("jinseki", 2, JINSEKI, HIROSHIMA),
        Family("matsuyama", 3, MATSUYAMA, EHIME),
    )
