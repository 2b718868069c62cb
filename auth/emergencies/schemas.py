"""Shapes of access in an emergency, in and out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import BaseModel

from auth.organisations.queries import Body
from foundation.text.text_type import Paragraphs


class EmergencyAsked(BaseModel):
    """Where somebody has to act as manager at once, and why. `organisation` empty: the own body."""

    organisation: UUID | None = None
    reason: Annotated[str, Paragraphs(1000)]


class EmergencyDecision(BaseModel):
    """What the second person says."""

    granted: bool


class Emergency(Struct, frozen=True):
    """One request: waiting, refused, running or over. `running` and `waiting` are as of now."""

    id: UUID
    organisation: UUID
    organisation_name: str
    sender: UUID
    sender_name: str
    account: UUID
    who: str
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    second: str
    granted: bool | None
    until: datetime | None
    ended_at: datetime | None
    waiting: bool
    running: bool


class Emergencies(Struct, frozen=True):
    """What the viewer's body asked for, and what was asked about it; where it may ask."""

    requests: list[Emergency]
    towns: list[Body]
