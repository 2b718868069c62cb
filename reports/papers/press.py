"""The printing process: one paper, or many laid out one after the other and bound into one PDF.

WeasyPrint is imported only here, and only when something is printed. What does not change from paper to paper (fonts,
the parsed style sheet) is kept: parsing it again was two fifths of the work of a page.
"""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from reports.papers.fonts import OWN_FONTS

STYLE: Final = Path(__file__).parent / "templates" / "papers" / "paper.css"
TAGGED: Final = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}

_READY: Final = "<p>用意</p>"

_laid: Final[list[Any]] = []
"""The papers of the batch at hand, laid out; a process of its own works for one batch."""


def make_ready() -> None:
    """Import what prints, read style sheet and fonts, before anybody waits. Raises `ImportError` without pango."""
    _lay_out(_READY, "")


def print_pdf(html: str, faces: str) -> bytes:
    """One paper as PDF. `faces`: font rules that name our own files. Raises `ImportError` without pango."""
    pdf: bytes = _lay_out(html, faces).write_pdf(**TAGGED)
    return pdf


def lay_out(papers: Sequence[tuple[str, str]]) -> list[int]:
    """Lay out papers (html, faces) behind those before; returns the pages of each, 0 where a paper cannot be set."""
    return [_laid_pages(html, faces) for html, faces in papers]


def bind(title: str) -> bytes:
    """All that was laid out as one PDF of this title."""
    first, *_ = _laid
    whole = first.copy([page for paper in _laid for page in paper.pages])
    whole.metadata.title = title
    pdf: bytes = whole.write_pdf(**TAGGED)
    _laid.clear()
    return pdf


def _laid_pages(html: str, faces: str) -> int:
    try:
        paper = _lay_out(html, faces)
    except ImportError:
        raise
    except Exception:  # whatever one paper stumbles over, the others are printed
        return 0
    _laid.append(paper)
    return len(paper.pages)


def _lay_out(html: str, faces: str) -> Any:
    fonts, sheets, fetcher = _case(faces)
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=fetcher).render(stylesheets=sheets, font_config=fonts)


@functools.lru_cache(maxsize=32)
def _case(faces: str) -> tuple[Any, list[Any], Any]:
    """Fonts, parsed style sheets and the way to files, for papers that need the same of our own fonts."""
    try:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise ImportError(str(error)) from error
    fonts, fetcher = FontConfiguration(), own_files_only()
    texts = (STYLE.read_text("utf-8"), faces)
    return fonts, [CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in texts], fetcher


def without_kept() -> None:
    """Forget fonts and style sheets, as if every paper were the first: for comparison."""
    _case.cache_clear()


def own_files_only() -> Any:
    """WeasyPrint's way to the outside, closed: no net, and of files only our own fonts."""
    from weasyprint.urls import URLFetcher

    allowed = f"{OWN_FONTS.as_uri()}/files/"

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Opens nothing but the product's own fonts."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(allowed) or ".." in url or "%" in url.removeprefix(allowed):
                raise ValueError("a paper refers to nothing outside itself")
            return super().fetch(url, headers)

    return OwnFilesOnly(allowed_protocols=("file",))
