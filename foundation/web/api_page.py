"""The API's own page: operations, what goes in, what comes out, written from the OpenAPI schema by the server."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request
from litestar.enums import MediaType
from litestar.openapi.plugins import OpenAPIRenderPlugin

from foundation.web.rendering import chrome

METHODS: Final = ("get", "post", "put", "patch", "delete")
_NAME: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a shape, as the page lists it."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: where, what for, and the names of the shapes that go in and come out."""

    method: str
    path: str
    summary: str
    parameters: list[Field]
    takes: str
    gives: str
    status: str


class ApiPage(OpenAPIRenderPlugin):
    """`/api/v1`: the nouns; with `?noun=`, one with its operations and shapes. Nothing is loaded from elsewhere."""

    def __init__(self) -> None:
        super().__init__(path="/", media_type=MediaType.HTML)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The page, in the usual frame."""
        engine = request.app.template_engine
        assert engine is not None
        nouns = operations_by_noun(openapi_schema)
        noun = str(request.query_params.get("noun", ""))
        chosen = nouns.get(noun, [])
        context = chrome(request) | {
            "title": openapi_schema["info"]["title"],
            "nouns": nouns,
            "noun": noun if chosen else "",
            "shapes": shapes_of(chosen, openapi_schema),
        }
        text: str = engine.get_template("api.html").render(context)
        return text.encode()


def operations_by_noun(schema: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """First part of the path -> its operations, in the order of the paths."""
    found: dict[str, list[Operation]] = {}
    for path, item in sorted(schema.get("paths", {}).items()):
        if path.startswith("/api/"):
            noun = path.removeprefix("/api/v1/").partition("/")[0]
            rows = [_operation(method.upper(), path, item[method]) for method in METHODS if method in item]
            found.setdefault(noun, []).extend(rows)
    return found


def shapes_of(operations: Sequence[Operation], schema: Mapping[str, Any]) -> dict[str, list[Field]]:
    """Shape -> its fields: those the operations take or give, and those inside these."""
    named = schema.get("components", {}).get("schemas", {})
    found: dict[str, list[Field]] = {}
    waiting = [kind for operation in operations for kind in (operation.takes, operation.gives)]
    while waiting:
        for name in _NAME.findall(waiting.pop()):
            if name in named and name not in found:
                found[name] = _fields(named[name])
                waiting += [field.kind for field in found[name]]
    return dict(sorted(found.items()))


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Operation:
    status, answer = next((code, body) for code, body in operation["responses"].items() if code.startswith("2"))
    return Operation(
        method=method,
        path=path,
        summary=operation.get("description") or operation.get("summary", ""),
        parameters=[
            Field(given["name"], _kind(given.get("schema", {})), given.get("required", False))
            for given in operation.get("parameters", ())
        ],
        takes=_kind(_body(operation.get("requestBody", {}))),
        gives=_kind(_body(answer)),
        status=status,
    )


def _body(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    content = holder.get("content", {})
    first: Mapping[str, Any] = next(iter(content.values()), {})
    body: Mapping[str, Any] = first.get("schema", {})
    return body


def _fields(shape: Mapping[str, Any]) -> list[Field]:
    required = shape.get("required", ())
    return [Field(name, _kind(kind), name in required) for name, kind in shape.get("properties", {}).items()]


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return " | ".join(_kind(option) for option in schema[choice])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    words = [str(part) for part in (schema.get("type"), schema.get("format")) if part]
    return " ".join(words)
