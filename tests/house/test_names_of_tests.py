"""Test files share one path of modules: a name stands once, and is none of Python's own."""

import sys
from collections import Counter
from pathlib import Path

from tests.house.repository import ROOT

SHARED = ("conftest", "__init__")


def unpackaged() -> list[Path]:
    """The modules whose folder is no package: pytest puts that folder on the path."""
    files = (ROOT / "tests").rglob("*.py")
    return [path for path in files if path.stem not in SHARED and not (path.parent / "__init__.py").exists()]


def test_no_two_have_one_name() -> None:
    names = Counter(path.stem for path in unpackaged() if path.stem.startswith("test_"))
    assert not [name for name, times in names.items() if times > 1]


def test_none_hides_a_module_of_python() -> None:
    assert not [path.name for path in unpackaged() if path.stem in sys.stdlib_module_names]
