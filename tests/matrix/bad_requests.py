"""Requests that nothing of ours would send, for every door of the application; the same for the same seed."""

import inspect
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from litestar import Litestar
from pydantic import BaseModel

from tests.matrix.asking import form_of
from tests.matrix.bad_values import DATES, IDS, MIXED, NUMBERS, PATHS, TEXTS, hostile_files, spoilt
from tests.matrix.bodies import body_for
from tests.matrix.cells import PARAMETER, Cell, Door, doors
from tests.matrix.conftest import Matrix
from tests.matrix.families import Family
from tests.matrix.principals import Principal

PARSED = re.compile(r"parse\((\w+)\)")
FIELD = re.compile(r"""(?:first|all|date_of)\("(\w+)"\)""")
FILE = re.compile(r"""files\.get\("(\w+)"\)""")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
BOUNDARY = "----架空".encode("ascii", "replace").decode()
TYPES = (
    "text/plain", "application/xml", "application/x-msgpack", "application/json; charset=shift_jis", "", "x", "é",
    "application/json; charset=no-such-charset", f"{FORM}; charset=utf-16", "multipart/form-data", "multipart/mixed",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300, FORM, JSON,
)  # fmt: skip
WRITES_WEIGH = 4


@dataclass(frozen=True, slots=True)
class BadRequest:
    """One request: who asks which door, and with what."""

    door: Door
    principal: Principal
    path: str
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        sent = self.content[:300].decode("utf-8", "replace")
        return f"{self.principal.name}: {self.door.method} {self.path[:300]} {dict(self.headers)} {sent!r}"


@dataclass(frozen=True, slots=True)
class Target:
    """A door with what it reads: the shape and further fields of its body, its files, the names in its query."""

    door: Door
    shapes: tuple[type[BaseModel], ...]
    fields: tuple[str, ...]
    files: tuple[str, ...]
    query: tuple[str, ...]
    cells: tuple[Cell, ...]
    """Those who may come here; first those who see what the path names."""

    def body(self, family: Family) -> dict[str, Any]:
        """What a well-meant request of this family would say."""
        said: dict[str, Any] = dict.fromkeys(self.fields, "架空の本文")
        for shape in self.shapes:
            said |= body_for(shape, family) | {name: 1 for name in shape.model_fields if name == "version"}
        return said


def targets(matrix: Matrix, application: Litestar) -> list[Target]:
    """Every door, each as often as it deserves, in the order of the paths."""
    handlers, found = _handlers(application), []
    for door in doors(application):
        cells = [Cell(door, principal, family) for principal in matrix.principals for family in matrix.families]
        admitted = sorted((cell for cell in cells if cell.admitted), key=lambda cell: not cell.seen)
        if admitted:
            target = _target(door, handlers.get((door.method, door.path)), tuple(admitted))
            found += [target] * (1 if door.method == "GET" and not target.query else WRITES_WEIGH)
    return found


def _handlers(application: Litestar) -> dict[tuple[str, str], Any]:
    return {
        (method, route.path_format): handler
        for route in application.routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
    }


def _target(door: Door, handler: Any, cells: tuple[Cell, ...]) -> Target:
    act: Callable[..., Any] = inspect.unwrap(handler.fn)
    source, module = inspect.getsource(act), inspect.getmodule(act)
    named = [getattr(module, name, None) for name in PARSED.findall(source)]
    parsed = [shape for shape in named if isinstance(shape, type) and issubclass(shape, BaseModel)]
    whole = inspect.getsource(module) if module and door.method != "GET" else ""
    query = set(handler.parsed_fn_signature.parameters) - {*door.parameters, "request", "by", "keyed", "data"}
    asked = [name for shape in parsed if door.method == "GET" for name in shape.model_fields]
    return Target(
        door, tuple(shape for shape in (door.shape, *parsed) if shape is not None), tuple(FIELD.findall(source)),
        tuple(dict.fromkeys(FILE.findall(whole))), tuple(sorted({*query, *asked})), cells,
    )  # fmt: skip


def bad_requests(found: list[Target], *, seed: int, cases: int) -> Iterator[BadRequest]:
    """The requests of this seed: the doors in a drawn order, again and again."""
    order = list(found)
    random.Random(seed).shuffle(order)
    for number in range(cases):
        yield bad_request(order[number % len(order)], random.Random(f"{seed} {number}"))


def bad_request(target: Target, chance: random.Random) -> BadRequest:
    """One bad request to this door."""
    seeing = [cell for cell in target.cells if cell.seen]
    cell = chance.choice(seeing if seeing and chance.random() < 0.8 else target.cells)
    path = _path(cell, chance, bent=chance.random() < (0.1 if target.door.method != "GET" else 0.5))
    if chance.random() < (0.05 if target.door.method != "GET" else 0.9):
        path += "?" + _query(target.query, chance)
    if target.door.method == "GET":
        return BadRequest(target.door, cell.principal, path)
    said = spoilt(target.body(cell.family), chance)
    content, headers = _json(said, chance) if target.door.programs else _form(target, said, chance)
    if chance.random() < 0.05:
        headers |= {"content-type": chance.choice(TYPES).encode("ascii", "replace").decode()}
    if target.door.programs and chance.random() < 0.2:
        headers |= {"idempotency-key": chance.choice(("k", "x" * 201, " ", "%00", "1"))}
    return BadRequest(target.door, cell.principal, path, content, headers)


def _path(cell: Cell, chance: random.Random, *, bent: bool) -> str:
    if not bent or not cell.door.parameters:
        return cell.path
    which = chance.choice(cell.door.parameters)
    known = dict(zip(cell.door.parameters, PARAMETER.finditer(cell.door.path), strict=True))
    straight = cell.path.split("/")
    straight[cell.door.path[: known[which].start()].count("/")] = chance.choice(PATHS)
    return "/".join(straight)


def _query(names: tuple[str, ...], chance: random.Random) -> str:
    pairs = []
    for _ in range(chance.choice((1, 1, 2, 5))):
        name = chance.choice(names) if names and chance.random() < 0.9 else chance.choice(("number", "x", "\x00", ""))
        value = chance.choice((*NUMBERS, *DATES, *IDS, *TEXTS))
        pairs.append((name, str(value)[:3000].encode("utf-8", "surrogatepass")))
    raw = chance.choice(("", "", "&%zz=%zz", "&%FF=%FF", "&=&&;", "&a[b]=1"))
    return urlencode(pairs) + raw


def _json(said: dict[str, Any], chance: random.Random) -> tuple[bytes, dict[str, str]]:
    text = json.dumps(said)  # NaN and lone surrogates pass
    kind = chance.random()
    if kind < 0.04:
        text = text[: chance.randrange(len(text))]
    elif kind < 0.08:
        text = json.dumps(chance.choice(MIXED))
    elif kind < 0.1:
        text = "[" * 20_000
    elif kind < 0.14:
        text = "{" + ", ".join(f"{json.dumps(name)}: 1, {json.dumps(name)}: {json.dumps(said[name])}" for name in said)
        text += "}"
    elif kind < 0.16:
        return text.encode().replace(b'"', b'"\xff', 1), {"content-type": JSON}
    return text.encode(), {"content-type": JSON}


def _form(target: Target, said: dict[str, Any], chance: random.Random) -> tuple[bytes, dict[str, str]]:
    fields = {**_typed(said), "_key": f"{chance.getrandbits(64):x}"}
    if chance.random() < 0.04:
        fields["_key"] = chance.choice(("", "x" * 201, "\x00"))
    if (target.files and chance.random() < 0.7) or chance.random() < 0.08:
        return _multipart(fields, target.files or ("file",), chance)
    pairs = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    raw = chance.choice((b"",) * 12 + (b"&%zz=%", b"&\xff\xfe=\x80", b"&a=%ED%A0%80", b"&" * 1200, b"&version=2"))
    return urlencode([(name, _bytes(value)) for name, value in pairs], quote_via=quote).encode() + raw, {
        "content-type": FORM
    }


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """As a page's form would carry it; days in their three boxes as well."""
    typed = form_of(said)
    for name, value in list(typed.items()):
        if isinstance(value, str) and value[:5].count("-") == 1 and len(value) < 40:
            typed |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), value.split("-"), strict=False))
    return typed


def _bytes(value: Any) -> bytes:
    return ("" if value is None else str(value)).encode("utf-8", "surrogatepass")


def _multipart(
    fields: Mapping[str, Any], files: tuple[str, ...], chance: random.Random
) -> tuple[bytes, dict[str, str]]:
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (_bytes(name), _bytes(value))
             for name, value in fields.items()]  # fmt: skip
    for name in files:
        filename, content = chance.choice(list(hostile_files().items()))
        kind = chance.choice((b"text/csv", b"application/octet-stream", b"x", b"text/plain; charset=utf-16"))
        parts.append(b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s'
                     % (name.encode(), filename.encode(), kind, content))  # fmt: skip
    edge = b"--" + BOUNDARY.encode()
    whole = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
    if chance.random() < 0.1:
        whole = whole[: chance.randrange(len(whole))]
    return whole, {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
