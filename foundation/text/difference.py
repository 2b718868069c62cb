"""What differs between two versions of a text, line by line: one way for every paper that has versions."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct


class Change(Struct, frozen=True):
    """A part of two versions: lines that went, lines that came, lines that stayed."""

    title: str
    gone: list[str]
    come: list[str]
    kept: list[str]


def changes_of(parts: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> list[Change]:
    """The parts that differ. `parts`: title, lines before, lines after."""
    return [_change(title, before, after) for title, before, after in parts if list(before) != list(after)]


def _change(title: str, before: Sequence[str], after: Sequence[str]) -> Change:
    gone: list[str] = []
    come: list[str] = []
    kept: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept += before[a:b] if tag == "equal" else []
        gone += before[a:b] if tag != "equal" else []
        come += after[c:d] if tag != "equal" else []
    return Change(title, gone, come, kept)
