"""Every noun's templates in one environment: strict, escaping, with our filters."""

from collections.abc import Callable, Hashable, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from foundation.web.filters import FILTERS
from foundation.web.forms import new_key

DRAWN: Final = 1024
"""Parts of pages that are kept drawn: menus by kind of viewer and place, fields of filters by what they offer."""


class _Templates(Environment):
    """Every template gets the globals as one plain mapping: ours are all set before the first one is loaded, and a
    chain of mappings is read key by key at every import and include of a page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def templates_of(root: Path) -> Environment:
    """The templates of all nouns under `root`, each in its own `templates` folder."""
    nouns = sorted(str(folder) for folder in root.glob("*/*/templates") if folder.is_dir())
    environment = _Templates(loader=FileSystemLoader(nouns), undefined=StrictUndefined, autoescape=True,
                             trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1)  # fmt: skip
    environment.globals["new_key"] = new_key
    environment.filters.update(FILTERS)
    environment.globals["drawn"] = _drawn_once(environment)
    return environment


def _drawn_once(environment: Environment) -> Callable[..., Markup]:
    """For parts that are the same for many: `drawn("menu.html", "wide", nav)` is that template's macro with these
    arguments, kept under the arguments themselves. For closed choices; nothing that a person wrote belongs here."""

    @lru_cache(maxsize=DRAWN)
    def drawn(template: str, macro: str, *arguments: Hashable, **named: Hashable) -> Markup:
        return Markup(getattr(environment.get_template(template).module, macro)(*arguments, **named))  # noqa: S704

    return drawn
