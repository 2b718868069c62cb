"""What the printing process is asked for and what it answers, as they go over the line between the two."""

from msgspec import Struct


class PrintPaper(Struct, frozen=True, tag=True):
    """One paper as PDF: its HTML, and font rules that name our own files."""

    html: str
    faces: str


class LayOut(Struct, frozen=True, tag=True):
    """Papers (HTML, font rules) laid out behind those before."""

    papers: list[tuple[str, str]]


class Bind(Struct, frozen=True, tag=True):
    """All that was laid out as one PDF of this title."""

    title: str


Order = PrintPaper | LayOut | Bind


class Pdf(Struct, frozen=True, tag=True):
    """A PDF that was asked for."""

    content: bytes


class Pages(Struct, frozen=True, tag=True):
    """Pages of each paper laid out, 0 where it could not be set."""

    counts: list[int]


class NoPrinter(Struct, frozen=True, tag=True):
    """This machine lacks a library that printing needs."""

    reason: str


class NotPrinted(Struct, frozen=True, tag=True):
    """Printing stumbled: over what and where, without the words of the paper."""

    reason: str


Answer = Pdf | Pages | NoPrinter | NotPrinted
