"""Many texts escaped for HTML at once: one by one, the calls cost more than the characters."""

from collections.abc import Iterable
from html import escape


def escaped(texts: Iterable[str]) -> list[str]:
    """The texts in their order. They are kept apart by NUL, which no text of PostgreSQL can hold."""
    return escape("\0".join(texts)).split("\0")
