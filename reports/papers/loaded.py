"""WeasyPrint, loaded before it is needed: printing processes are forked from one that has imported this."""

from contextlib import suppress

with suppress(ImportError, OSError):  # without pango `press` says so, where somebody asks for a paper
    import weasyprint  # noqa: F401
