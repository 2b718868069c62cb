"""A part that is kept drawn is kept under what it shows."""

from pathlib import Path

from foundation.web.templating import templates_of

ROOT = Path(__file__).parents[3]
PART = '{{ drawn("components/status.html", "tag", words) }}'


def test_each_content_has_its_own_drawing_and_is_escaped() -> None:
    part = templates_of(ROOT).from_string(PART)
    assert [part.render(words=words) for words in ("広島", "<b>", "広島")] == [
        '<span class="tag">広島</span>', '<span class="tag">&lt;b&gt;</span>', '<span class="tag">広島</span>',
    ]  # fmt: skip
