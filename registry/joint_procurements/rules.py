"""What the board tells of a joint procurement. Pure."""

from typing import Final

BASES: Final = {"equal": "均等割", "population": "人口割", "use": "従量", "mix": "組み合わせ", "unknown": "分からない"}
"""How the cost is shared between the participants."""
STANDINGS: Final = {"planned": "検討中", "running": "実施中", "over": "終了"}
LARGEST_LIST: Final = 200
"""Participants of one procurement at most: a prefecture with all its towns."""
