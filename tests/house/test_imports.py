"""What import-linter cannot see: root modules, and tables that leave their noun."""

from pathlib import Path

import pytest

from tests.house.repository import COMPOSING, PACKAGES, ROOT, imported, modules, parsed, place

MIGRATION_LISTS = frozenset({"piccolo_app.py"})
"""Each package's Piccolo app names its table modules, as strings or imports."""


def of_package(module: str) -> bool:
    return module.split(".")[0] in PACKAGES


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.py")), ids=place)
def test_only_composition_roots_import_packages(path: Path) -> None:
    crossing = [name for _, name in imported(parsed(path)) if of_package(name)]
    assert path.name in COMPOSING or not crossing, f"{path.name} imports {crossing}: it would be a tunnel"


def test_no_package_imports_a_root_module() -> None:
    roots = {path.stem for path in ROOT.glob("*.py")}
    for path in modules():
        for node, name in imported(parsed(path)):
            assert name.split(".")[0] not in roots, f"{place(path, node)} imports the root module {name}"


def test_tables_stay_in_their_noun() -> None:
    for path in modules():
        noun = ".".join(path.relative_to(ROOT).parts[:2])
        for node, name in imported(parsed(path)):
            parts = name.split(".")
            if of_package(name) and "tables" in parts[2:3] and path.name not in MIGRATION_LISTS:
                assert ".".join(parts[:2]) == noun, f"{place(path, node)} imports {name}: tables are private"
