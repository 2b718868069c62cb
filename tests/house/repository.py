"""The repository as the house tests read it: files, parsed modules, imports, routes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from litestar import Litestar

from foundation.web.guards import route_key

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("foundation", "auth", "registry", "training", "matching", "reports")
COMPOSING = ("app.py", "nouns.py", "cli.py", "piccolo_conf.py")
"""The root modules that may import packages: they put the product together."""
WRITTEN: Final = re.compile(r'(?:(?:href|action|hx-get)=|", )"(/[a-z][a-z0-9/-]*)(?:[?#]|"(?! ~))')
"""An address that a template writes out whole, up to its query."""


def modules(*packages: str) -> list[Path]:
    """Python files of the packages (all of them where none is named), without migrations."""
    files = (path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in files if "piccolo_migrations" not in path.parts)


def rooms(name: str) -> list[Path]:
    """Every noun's room of this name, `operations` or `queries`."""
    return [path for path in modules() if path.name == f"{name}.py"]


def templates() -> list[Path]:
    """Every HTML template."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*.html"))


def parsed(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """`registry/needs/operations.py:31`, for a failing test to name."""
    shown = str(path.relative_to(ROOT))
    return f"{shown}:{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else shown


def imported(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every module a file names in an import, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions that other modules may call."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def routes(application: Litestar) -> Iterator[tuple[str, str, str]]:
    """Method, path template and policy key of every door, without the framework's OPTIONS and HEAD."""
    for route in application.routes:
        for method in sorted(getattr(route, "methods", ())):
            if method not in ("OPTIONS", "HEAD"):
                yield method, route.path_format, route_key(method, route.path_format)


def written_links(path: Path) -> set[str]:
    """The addresses within the product that a template writes out whole."""
    return set(WRITTEN.findall(path.read_text(encoding="utf-8")))
