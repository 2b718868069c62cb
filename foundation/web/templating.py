"""Every noun's templates in one environment: strict, escaping, with our filters."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from foundation.web.filters import FILTERS
from foundation.web.forms import new_key


def templates_of(root: Path) -> Environment:
    """The templates of all nouns under `root`, each in its own `templates` folder."""
    nouns = sorted(str(folder) for folder in root.glob("*/*/templates") if folder.is_dir())
    environment = Environment(loader=FileSystemLoader(nouns), undefined=StrictUndefined, autoescape=True,
                              trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1)  # fmt: skip
    environment.globals["new_key"] = new_key
    environment.filters.update(FILTERS)
    return environment
