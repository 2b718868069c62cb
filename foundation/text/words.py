"""Words of a closed list in a cell: readers that know them by name or by code."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from foundation.text.search import search_key

SEPARATOR: Final = re.compile(r"[、,，;；\n]+")
Code = TypeVar("Code", bound=str)


def several(words: Mapping[Code, str]) -> Callable[[str], object]:
    """A reader of several words, each once, in the order typed. It raises `ValueError` for one that is not listed."""
    codes = _codes(words)

    def read(cell: str) -> object:
        pieces = [search_key(piece) for piece in SEPARATOR.split(cell) if piece.strip()]
        if unknown := [piece for piece in pieces if piece not in codes]:
            raise ValueError(unknown[0])
        return list(dict.fromkeys(codes[piece] for piece in pieces))

    return read


def word_of(words: Mapping[Code, str]) -> Callable[[str], object]:
    """A reader of one word. It raises `KeyError` for one that is not listed."""
    codes = _codes(words)

    def read(cell: str) -> object:
        return codes[search_key(cell)]

    return read


def _codes(words: Mapping[Code, str]) -> dict[str, Code]:
    return {search_key(word): code for code, word in words.items()} | {search_key(code): code for code in words}
