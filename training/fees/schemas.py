"""What comes in about examination fees, and what goes out."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes

from foundation.text.field_types import Yen
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine


class NewFee(Shape):
    """A fee, yen with tax. `taker`: a staff number or the like, never a name. `passed` "": not known yet."""

    examination: Annotated[str, OneLine(100)]
    taker: Annotated[str, OneLine(20)]
    sat_on: date
    amount: Yen
    paid_by: Literal["body", "prefecture", "person_repaid"]
    receipt: Annotated[str, OneLine(60)]
    passed: Literal["", "yes", "no"] = ""


class SentFee(NewFee):
    """A fee as a program sends it, with its receipt in base64 where there is one."""

    filename: Annotated[str, OneLine(120, may_be_empty=True)] = ""
    content: Base64Bytes | None = None


class FeeRow(Struct, frozen=True):
    """A fee; `counts`: the body bore it itself. `evidence`: whether a copy of the receipt is kept."""

    id: UUID
    organisation: UUID
    organisation_name: str
    fiscal_year: int
    examination: str
    taker: str
    sat_on: date
    passed: bool | None
    amount: int
    paid_by: str
    receipt: str
    evidence: bool
    counts: bool


class YearSum(Struct, frozen=True):
    """What a body bore in a fiscal year, in yen, for so many people."""

    organisation: UUID
    organisation_name: str
    fiscal_year: int
    people: int
    yen: int
