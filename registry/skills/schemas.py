"""What comes in about schemes and mappings, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field

from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs
from registry.skills.rules import MappingKind

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{1,39}$")]


class SchemeWords(Shape):
    """A version of a scheme. Versions of one `family` follow each other by `valid_from`; `code` names this one."""

    code: Code
    family: Code
    name: Line
    version: Annotated[str, OneLine(40)]
    valid_from: date
    source: Line


class SchemeUpload(SchemeWords):
    """The same as a program sends it: the YAML file's bytes in base64."""

    content: Base64Bytes


class NewMapping(Shape):
    """From `first_day` on the earlier skill counts as each of the later ones: several to split it, one to merge it."""

    earlier: list[UUID] = Field(min_length=1, max_length=20)
    later: list[UUID] = Field(min_length=1, max_length=20)
    kind: MappingKind
    first_day: date
    reason: Annotated[str, Paragraphs(1000)]


class MappingEnd(Shape):
    """The last day on which a mapping holds."""

    last_day: date


class SchemeRow(Struct, frozen=True):
    """A version of a scheme. `in_force`: the latest of its family that has begun."""

    code: str
    family: str
    name: str
    version: str
    source: str
    valid_from: date | None
    skills: int
    in_force: bool


class MappingRow(Struct, frozen=True):
    """A mapping with the names of both skills, who recorded it and when; the last day None: it holds on."""

    id: UUID
    earlier: UUID
    earlier_name: str
    earlier_scheme: str
    later: UUID
    later_name: str
    later_scheme: str
    kind: str
    first_day: date
    last_day: date | None
    reason: str
    recorder: str
    created_at: datetime


class MappingReach(Struct, frozen=True):
    """How many people hold evidence under the earlier skills. None: one or two, which are not told."""

    people: int | None
