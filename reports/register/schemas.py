"""How the register shows papers, and what comes in about them."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Struct

from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from reports.papers.rules import Kind
from reports.papers.schemas import Content, Mark, Paper
from reports.register.rules import state_text


class Reissue(Shape):
    """Why a paper is issued once more: the journal keeps it."""

    reason: Annotated[str, Paragraphs(500)]


class DocumentRow(Struct, frozen=True):
    """A paper in the register."""

    id: UUID
    kind: Kind
    subject: UUID
    subject_version: int
    issuer: UUID
    issuer_name: str
    owner: UUID
    member: UUID | None
    title: str
    number: int | None
    fiscal_year: int | None
    issued_on: date | None
    reissue: bool
    file: UUID | None
    state: str
    failure: str
    created_at: datetime
    version: int

    @property
    def state_words(self) -> str:
        """Its state, with the number where it has one."""
        return state_text(
            state=self.state, kind=self.kind, fiscal_year=self.fiscal_year, number=self.number, reissue=self.reissue
        )

    @property
    def filename(self) -> str:
        """The name of its PDF; it names no person."""
        return f"{self.title}_{self.mark_words}.pdf"

    @property
    def mark_words(self) -> str:
        """Its year and number for the name of a file; 案 before it has one."""
        again = "_再発行" if self.reissue else ""
        return "案" if self.number is None else f"{self.fiscal_year}-{self.number}{again}"


class RegisterQuestion(Struct, frozen=True):
    """Which papers a list shows; None leaves a filter out. `number`: the paper's own, not a page's.

    `about`: what the papers tell of, an appointment or an agreement.
    """

    state: str | None = None
    kind: str | None = None
    fiscal_year: int | None = None
    number: int | None = None
    about: UUID | None = None


EVERYTHING: Final = RegisterQuestion()


class Printed(Struct, frozen=True):
    """A paper with its words and number as they were printed."""

    paper: Paper
    mark: Mark | None


class Preview(Struct, frozen=True):
    """A paper with its words as they were printed; `content` None while there are none."""

    document: DocumentRow
    content: Content | None
    mark: Mark | None


class PapersOf(Struct, frozen=True):
    """The papers of one thing, latest first; `in_making`: the worker has one to make."""

    documents: list[DocumentRow]
    in_making: bool
