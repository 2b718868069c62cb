"""Pages stand under `default-src 'none'`: no inline style, handler or script anywhere."""

import re
from pathlib import Path

import pytest

from tests.house.repository import place, templates

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "autoescape switched off": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}
UNESCAPED = {"foundation/web/templates/components/icons.html": "shapes drawn in this very file, no value from outside"}
NAMELESS = re.compile(r"form_errors\([^)]*errors\.items\(\)")
"""A summary above a refused form whose lines do not say which field they are about."""
PAPERS = "papers/paper"
"""Papers become PDF and are never sent to a browser: they carry their style sheet."""


@pytest.mark.parametrize("path", templates(), ids=place)
def test_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for what, pattern in FORBIDDEN.items():
        if (PAPERS in str(path) and what == "a style element") or (place(path) in UNESCAPED and "escape" in what):
            continue
        found = pattern.search(text)
        assert found is None, f"{place(path)} holds {what}: {text[found.start() : found.end()][:80]!r}"


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', '<a class="b" onclick="x()">', "<script>x</script>", "<style>", "{{ story | safe }}"],
)
def test_the_rules_have_teeth(text: str) -> None:
    assert any(pattern.search(text) for pattern in FORBIDDEN.values())


@pytest.mark.parametrize("path", templates(), ids=place)
def test_a_summary_names_the_fields(path: Path) -> None:
    assert not NAMELESS.search(path.read_text(encoding="utf-8")), f"{place(path)}: hand form_errors `errors | named(…)`"
