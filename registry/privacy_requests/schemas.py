"""What comes in and goes out about requests."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Struct

from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import Paragraphs
from registry.privacy_requests.rules import Kind


class NewRequest(Shape):
    """What is asked. A person asks today and for themselves; `pool` where several keep them.

    `member` and `received_on` are a body's, which notes what reached it on paper.
    """

    kind: Kind
    detail: Annotated[str, Paragraphs(2000)]
    pool: UUID | None = None
    member: UUID | None = None
    received_on: date | None = None


class Extension(Shape):
    """Why the decision needs thirty days more; the person is told."""

    reason: Annotated[str, Paragraphs(1000, may_be_empty=True)] = ""
    version: Number


class Verdict(Shape):
    """The decision. Where it is not all that was asked for, the person is told why."""

    verdict: Literal["granted", "partly", "refused"]
    reason: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    version: Number


class Seen(Shape):
    """The version that was seen."""

    version: Number


class Owed(Struct, frozen=True):
    """A decision that is owed by its last day."""

    id: UUID
    kind: Kind
    due_on: date


class RequestRow(Struct, frozen=True):
    """A request. `person`: None where the viewer may not read the name (any more)."""

    id: UUID
    member: UUID
    person: str | None
    pool: UUID
    pool_name: str
    kind: Kind
    detail: str
    received_on: date
    due_on: date
    by_person: bool
    state: str
    extension_reason: str
    answer: str
    decided_on: date | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether a decision is still owed."""
        return self.decided_on is None
