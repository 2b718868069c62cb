"""Forms in: read once, parsed by a Pydantic shape, never lost when refused."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl
from uuid import uuid4

from litestar import Request
from litestar.datastructures import State, UploadFile
from litestar.enums import RequestEncodingType
from pydantic import BaseModel, ValidationError

from foundation.database.idempotency import Keyed
from foundation.errors import Conflict, Refusal, RuleBroken
from foundation.text.text_type import digits
from foundation.web.sentences import choices_of, errors_of

REIWA: Final = re.compile(r"(?:令和|R|r|Ｒ)\s*(\d{1,2}|元)年?")
HASHED_BYTES: Final = 1024 * 1024
Shape = TypeVar("Shape", bound=BaseModel)


class FormRefused(RuleBroken):
    """Some fields were refused; `errors` is field -> sentence, in the order of the form."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("入力を確かめてください。書いた内容はこの画面に残っています。")
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Problem:
    """What the page shows above a refused form and beside its fields."""

    sentence: str
    errors: Mapping[str, str]

    @classmethod
    def of(cls, refusal: Refusal) -> "Problem":
        """From whatever was refused."""
        if isinstance(refusal, FormRefused):
            return cls(refusal.sentence, refusal.errors)
        return cls(refusal.sentence, {refusal.field: refusal.sentence} if refusal.field else {})


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, as it was typed."""

    path: str
    values: Mapping[str, list[str]]
    files: Mapping[str, UploadFile]
    body: bytes
    """All of the request that counts: what was typed, and the hashes of what was attached."""
    order: tuple[str, ...] = ()
    """The names of the fields from the top of the page to its end; empty where that is not known."""

    def first(self, name: str, default: str = "") -> str:
        """The field's only or first value."""
        return next(iter(self.values.get(name, ())), default)

    def all(self, name: str) -> list[str]:
        """Every value of a field that may come several times."""
        return list(self.values.get(name, ()))

    def keyed(self, verb: str) -> Keyed | None:
        """The idempotency key the page gave this form, so that a double click has one effect."""
        key = self.first("_key")
        return Keyed(key=key, verb=f"{verb} {self.path}", body=self.body) if key else None

    def parse(self, shape: type[Shape]) -> Shape:
        """The shape's value. Empty fields count as not given. Raises `FormRefused`."""
        values = ((name, self._value(name, kind)) for name, kind in _kinds(shape).items())
        given = {name: value for name, value in values if value not in ("", [])}
        try:
            return shape.model_validate(given)
        except ValidationError as error:
            raise FormRefused(self._as_read(errors_of(error, choices=choices_of(shape)), shape)) from error

    def _as_read(self, errors: Mapping[str, str], shape: type[BaseModel]) -> dict[str, str]:
        """The errors from the top of the page to its end, else in the shape's order.

        A group of choices without a choice is not sent: it comes after the field that the shape has before it.
        """
        sent = {name: place for place, name in enumerate(self.order)}
        places, place = {"_": -1}, -1
        for name in shape.model_fields:
            place = places[name] = sent.get(name, sent.get(f"{name}_year", place))
        return dict(sorted(errors.items(), key=lambda error: places.get(error[0].partition(".")[0], len(sent))))

    def _value(self, name: str, kind: "_Kind") -> str | list[str]:
        if kind is _Kind.SEVERAL:
            return self.all(name)
        return self.date_of(name) if kind is _Kind.DATE else self.first(name)

    async def attached(self, name: str) -> dict[str, bytes]:
        """What was chosen in a file field: bytes by file name; empty where nothing was."""
        file = self.files.get(name)
        content = await file.read() if file else b""
        return {file.filename: content} if file and content else {}

    async def chosen(self, name: str, otherwise: str = "ファイルを選んでください。") -> tuple[str, bytes]:
        """File name and bytes of a field that wants a file. Raises `RuleBroken` with `otherwise` at the field."""
        for file in (await self.attached(name)).items():
            return file
        raise RuleBroken(otherwise, field=name)

    def date_of(self, name: str) -> str:
        """Three boxes 年月日 as one ISO date; empty where all three are. The shape refuses what is no date."""
        year, month, day = (digits(self.first(f"{name}_{part}").strip()) for part in ("year", "month", "day"))
        parts = [western(year), month, day]
        if not any(parts):
            return self.first(name)
        return "-".join(part.zfill(width) for part, width in zip(parts, (4, 2, 2), strict=True))


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not carried out, to be shown again as it was typed."""

    form: Form
    refusal: Refusal

    @property
    def stale(self) -> bool:
        """Whether somebody else wrote first: both texts are shown."""
        return isinstance(self.refusal, Conflict)

    def shown(self) -> dict[str, Any]:
        """What the page's template reads of it."""
        return {"form": self.form, "problem": Problem.of(self.refusal), "stale": self.stale}


class _Kind(Enum):
    """How a field of a shape is read from what was typed."""

    ONE = auto()
    SEVERAL = auto()
    DATE = auto()


@cache
def _kinds(shape: type[BaseModel]) -> Mapping[str, _Kind]:
    return {name: _kind(field.annotation) for name, field in shape.model_fields.items()}


def _kind(annotation: Any) -> _Kind:
    if get_origin(annotation) in (list, set, tuple, frozenset):
        return _Kind.SEVERAL
    return _Kind.DATE if date in (annotation, *get_args(annotation)) else _Kind.ONE


def western(year: str) -> str:
    """`令和8`, `R8` and `令和元年` as the western year; anything else as it is."""
    found = REIWA.fullmatch(year)
    return str(2018 + int(found[1].replace("元", "1"))) if found else year


async def read_form(request: Request[Any, Any, State]) -> Form:
    """The form of this request, urlencoded or multipart."""
    values: dict[str, list[str]] = {}
    files: dict[str, UploadFile] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            files[name] = value
        elif name != "_csrf_token":
            values.setdefault(name, []).append(value)
    hashes = {name: await _sha256(file) for name, file in files.items()}
    body = repr((sorted(values.items()), sorted(hashes.items()))).encode("utf-8", "surrogatepass")
    return Form(path=request.url.path, values=values, files=files, body=body, order=await _order_in(request))


async def _order_in(request: Request[Any, Any, State]) -> tuple[str, ...]:
    """The browser sends fields in the order of the page; the framework's parser hands them out in none."""
    if request.content_type[0] != RequestEncodingType.URL_ENCODED:
        return ()
    sent = parse_qsl((await request.body()).decode("ascii", "replace"), keep_blank_values=True)
    return tuple(dict.fromkeys(name for name, _ in sent))


def asked_form(request: Request[Any, Any, State]) -> Form:
    """A list's filters as they were typed into the URL."""
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    return Form(path=request.url.path, values=values, files={}, body=b"")


async def _sha256(file: UploadFile) -> str:
    hashed = hashlib.sha256()
    while part := await file.read(HASHED_BYTES):
        hashed.update(part)
    await file.seek(0)
    return hashed.hexdigest()


def new_key() -> str:
    """A fresh idempotency key for a form about to be shown."""
    return uuid4().hex
