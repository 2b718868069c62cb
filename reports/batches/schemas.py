"""What comes in about a batch, and how it is shown."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator

from foundation.text.shape import Shape
from reports.register.rules import MOST


class NewBatch(Shape):
    """Papers to be taken along together, in this order; twice the same is once."""

    documents: list[UUID] = Field(default_factory=list, validate_default=True)
    ending: Literal["pdf", "zip"]

    @field_validator("documents")
    @classmethod
    def _some(cls, value: list[UUID]) -> list[UUID]:
        once = list(dict.fromkeys(value))
        if not once:
            raise ValueError("書類を1件以上選んでください。")
        if len(once) > MOST:
            raise ValueError(f"一度にまとめられるのは{MOST}件までです（今は{len(once)}件）。分けて選んでください。")
        return once


class LeftOut(Struct, frozen=True):
    """A paper that a batch goes without, and why."""

    document: UUID
    title: str
    sentence: str


class BatchRow(Struct, frozen=True):
    """A batch: what it is to hold, how far it is, and what it goes without."""

    id: UUID
    ending: str
    documents: list[UUID]
    progress: UUID
    state: str
    failures: list[LeftOut]
    created_at: datetime

    @property
    def taken(self) -> int:
        """How many papers are in it."""
        return len(self.documents) - len(self.failures)
