"""The wording of an agreement as shipped: our own sentences, with places that each agreement fills."""

from functools import cache
from importlib.resources import files
from typing import Final

SHIPPED_NUMBER: Final = 1
"""Counts the wordings that were ever shipped; an agreement says which one it began from."""


@cache
def shipped_wording() -> str:
    """The text, as `matching/agreements/articles` reads it."""
    return files(__name__).joinpath("shipped.txt").read_text(encoding="utf-8").strip()
