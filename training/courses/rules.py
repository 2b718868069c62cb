"""Kinds of courses, and how a text falls into sections: pure."""

from collections.abc import Sequence
from typing import Final

KINDS: Final = {"practice": "行政実務研修", "leader": "DX推進リーダー研修"}
"""`leader` is what fiscal measure C pays for (`domain.md`, Fiscal measures)."""

HEADING: Final = "## "


def sections(text: str) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs, in order. A line that begins with `## ` is a heading; an empty line parts paragraphs."""
    found: list[tuple[str, list[str]]] = []
    for block in text.split("\n\n"):
        heading, body = _parted(block.strip())
        if heading is not None or not found:
            found.append((heading or "", []))
        if body:
            found[-1][1].append(body)
    return found


def right_answers(given: Sequence[int | None], expected: Sequence[int]) -> bool:
    """Whether every question was answered, and rightly; positions of choices, the first is 1."""
    return list(given) == list(expected)


def _parted(block: str) -> tuple[str | None, str]:
    if not block.startswith(HEADING):
        return None, block
    heading, _, body = block.removeprefix(HEADING).partition("\n")
    return heading.strip(), body.strip()
