"""What comes in about joint procurements, and what goes out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes, Field, field_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine, Paragraphs
from registry.joint_procurements.reference import kinds
from registry.joint_procurements.rules import LARGEST_LIST


class Procurement(Shape):
    """A joint procurement as its owner tells it. `version` 0: a new one."""

    system: Number
    name: Annotated[str, OneLine(100)]
    participants: Annotated[list[UUID], Field(default_factory=list, max_length=LARGEST_LIST)]
    cost_basis: Literal["equal", "population", "use", "mix", "unknown"] = "unknown"
    standing: Literal["planned", "running", "over"] = "running"
    supplier: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    note: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    contact: Line
    version: Number = 0

    @field_validator("system")
    @classmethod
    def _known(cls, value: int) -> int:
        if value not in {kind.number for kind in kinds()}:
            raise PydanticCustomError("system", "システムの種類を一覧から選んでください。")
        return value


class Enquiry(Shape):
    """A question to the owner; its people read it as written, with who asks."""

    words: Annotated[str, Paragraphs(1000)]


class FileUpload(Shape):
    """A paper as a program sends it: its bytes in base64."""

    filename: Annotated[str, OneLine(120)]
    content: Base64Bytes


class ProcurementRow(Struct, frozen=True):
    """A joint procurement; `participants` are bodies by id, `participant_names` their names in the same order.

    They are as `owner` names them: told of it, but asked for no agreement.
    """

    id: UUID
    owner: UUID
    owner_name: str
    system: int
    system_name: str
    name: str
    participants: list[UUID]
    participant_names: list[str]
    cost_basis: str
    standing: str
    supplier: str
    note: str
    contact: str
    changed_at: datetime
    version: int


class FileRow(Struct, frozen=True):
    """A paper shared beside a procurement."""

    id: UUID
    name: str
    created_at: datetime


class ProcurementPage(Struct, frozen=True):
    """One procurement with its papers."""

    procurement: ProcurementRow
    files: list[FileRow]


class KindRow(Struct, frozen=True):
    """A kind of system: how many prefectures told so in the survey, how many procurements stand on the board."""

    number: int
    name: str
    prefectures: int
    told: int
