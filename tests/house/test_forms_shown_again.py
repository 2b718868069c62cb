"""A refused form comes back: what a door hands to `sent` as the page again takes the refused form where it is given."""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path

ROOT = Path(__file__).parents[2]


def shown_again() -> Iterator[tuple[str, str, int]]:
    """Module, function and number of arguments already given, of every `partial` in a module that sends forms."""
    for path in sorted(ROOT.glob("*/**/*pages.py")):
        text = path.read_text(encoding="utf-8")
        if ".venv" in path.parts or "foundation.web.sending" not in text:
            continue
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "partial":
                function, *given = call.args
                if isinstance(function, ast.Name) and hasattr(import_module(module), function.id):
                    yield module, function.id, len(given)


def test_what_is_shown_again_takes_the_refused_form_next() -> None:
    found = list(shown_again())
    wrong = []
    for module, name, given in found:
        parameters = list(signature(getattr(import_module(module), name)).parameters.values())
        if any(one.name == "refused" for one in parameters):
            following = parameters[given]
            if (following.name, following.kind) != ("refused", following.POSITIONAL_OR_KEYWORD):
                wrong.append((module, name, following.name))
    assert len(found) > 20 and wrong == []
