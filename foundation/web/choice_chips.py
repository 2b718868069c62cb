"""The chips of a list's filters, put together outside the template: a list offers a hundred of them at once."""

from collections.abc import Collection, Sequence
from typing import Protocol

from markupsafe import Markup

from foundation.web.escaping import escaped


class Choice(Protocol):
    """A value of a filter, in words, with how many rows it would leave (0: not told)."""

    @property
    def value(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def chosen(self) -> bool: ...


def choice_chips(choices: Sequence[Choice], name: str, typed: Collection[str] | None = None) -> Markup:
    """The boxes of the filter `name`; `typed` are the values of a refused question, chosen instead. Escaped."""
    if not choices:
        return Markup()
    (field,) = escaped([name])
    texts = iter(escaped(text for choice in choices for text in (choice.value, choice.words)))
    boxes = [_box(field, next(texts), next(texts), choice, typed) for choice in choices]
    return Markup("\n".join(boxes))  # noqa: S704  # escaped above


def _box(name: str, value: str, words: str, choice: Choice, typed: Collection[str] | None) -> str:
    checked = " checked" if (choice.chosen if typed is None else choice.value in typed) else ""
    count = f' <span class="number quiet">{choice.count}</span>' if choice.count else ""
    return (f'<label class="chip"><input type="checkbox" id="f-{name}-{value}" name="{name}" value="{value}"{checked}>'
            f"<span>{words}{count}</span></label>")  # fmt: skip
