"""What comes in about conversations, and what goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Base64Bytes

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs


class NewMessage(Shape):
    """What is said. The thread is never rewritten, so there is no version to compare."""

    body: Annotated[str, Paragraphs(4000)]


class NewMessageWithFile(NewMessage):
    """The same as a program sends it: a file's bytes in base64."""

    filename: Annotated[str, OneLine(120)] | None = None
    content: Base64Bytes | None = None

    @property
    def papers(self) -> dict[str, bytes]:
        """The file by its name, as far as there is one."""
        return {self.filename: self.content} if self.filename and self.content else {}


class NewQuestion(Shape):
    """A question to every body of the asker's framework; `answer_by` belongs to it."""

    title: Annotated[str, OneLine(80)]
    body: Annotated[str, Paragraphs(4000)]
    answer_by: date | None = None


class NewAnswer(Shape):
    """A body's answer, or its correction: `version` is the one that was read, 0 or nothing for a first answer."""

    answer: Annotated[str, Paragraphs(4000)]
    version: Number | None = None


class PaperRow(Struct, frozen=True):
    """A file beside a message."""

    id: UUID
    name: str


class MessageRow(Struct, frozen=True):
    """A message; `own` where the viewer's body wrote it."""

    id: UUID
    author: str
    author_name: str
    body: str
    created_at: datetime
    own: bool
    files: list[PaperRow]


class ThreadRow(Struct, frozen=True):
    """A thread in a list. `unread` counts what others wrote since the viewer's account last looked."""

    id: UUID
    kind: str
    subject: UUID
    owner: UUID
    title: str
    link: str
    changed_at: datetime
    latest: str
    unread: int


class ThreadPage(Struct, frozen=True):
    """A thread, whole, the oldest message first."""

    id: UUID
    kind: str
    subject: UUID
    owner: UUID
    title: str
    link: str
    parties: list[str]
    messages: list[MessageRow]


class AnswerRow(Struct, frozen=True):
    """An answer as far as the viewer may read it; `opened` to all."""

    id: UUID
    organisation: UUID
    organisation_name: str
    author_name: str
    body: str
    answered_at: datetime
    version: int
    opened: bool


class QuestionRow(Struct, frozen=True):
    """A question with the answers the viewer may read. `bodies` were asked; `mine` is the own body's answer."""

    id: UUID
    owner: UUID
    owner_name: str
    author_name: str
    title: str
    body: str
    answer_by: date | None
    created_at: datetime
    closed_at: datetime | None
    version: int
    bodies: list[UUID]
    waits: bool
    answers: list[AnswerRow]
    mine: AnswerRow | None
