"""What comes in about the text of agreements, their annexes and signatures; and a wording as it goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, StringConstraints

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs
from registry.needs.schemas import FileUpload


class NewText(Shape):
    """Changed articles, with a word why. `version`: the agreement's, as the page showed it."""

    text: Annotated[str, Paragraphs(20_000)]
    comment: Annotated[str, Paragraphs(1000)]
    version: Number


class NewWording(Shape):
    """A body's next wording. `number`: the one it was written over, 0 for the shipped one."""

    text: Annotated[str, Paragraphs(20_000)]
    comment: Annotated[str, Paragraphs(500, may_be_empty=True)] = ""
    number: Annotated[Number, Field(ge=0)]


class Assent(Shape):
    """What is agreed to: the version of the text, and the mark of all terms shown; None: those that stand."""

    text: Number | None = None
    terms: Annotated[str, StringConstraints(max_length=64)] | None = None


class SigningOrder(Shape):
    """Every body once, in the order in which they sign."""

    bodies: list[UUID] = Field(min_length=1, max_length=100)
    version: Number


class Signing(Shape):
    """A body's signature: when, by whom and in which office (`世羅町長`)."""

    organisation: UUID
    signed_on: date
    office: Annotated[str, OneLine(100)]
    signer: Annotated[str, OneLine(60)]
    version: Number


class SigningWithScan(Signing):
    """The same as a program sends it, with the scanned paper."""

    scan: FileUpload | None = None

    @property
    def signing(self) -> Signing:
        """The signature without its scan."""
        return Signing.model_validate(self.model_dump(exclude={"scan"}))


class NewAnnex(Shape):
    """What an annex is called."""

    title: Annotated[str, OneLine(100)]


class AnnexUpload(NewAnnex):
    """The same as a program sends it, with the file."""

    upload: FileUpload


class WordingRow(Struct, frozen=True):
    """A version of a body's wording; number 0 is the shipped one."""

    number: int
    text: str
    comment: str
    created_at: datetime | None
