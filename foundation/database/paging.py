"""Pages of a long list: by number, stable order, at most `SIZE` rows each."""

from dataclasses import dataclass

SIZE = 50
FURTHEST = 1_000_000
"""No list is read further: beyond it the database could not count the rows to skip."""


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` (from 1) of a list of `total` rows."""

    number: int
    total: int
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many rows lie before this page."""
        return (min(self.number, FURTHEST) - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list, and where only the number of rows was asked (`size` 0)."""
        return max(1, -(-self.total // self.size)) if self.size else 1
