"""Shapes of clients, in and out."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from pydantic import Field

from auth.clients.rules import USUAL_CALLS
from auth.permissions.rules import Right
from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine


class ClientSettings(Shape):
    """What an outside system may do: `scopes` are rights, `calls_a_minute` its limit."""

    name: Annotated[str, OneLine(100)]
    scopes: Annotated[list[Right], Field(min_length=1)]
    calls_a_minute: Annotated[int, Field(ge=1, le=6000)] = USUAL_CALLS


class NewClient(ClientSettings):
    """An outside system to be registered."""


class ClientChange(ClientSettings):
    """A client as it is to be from now on."""

    version: Number


class Rotation(Shape):
    """A new secret; the old ones work for so many hours beside it."""

    overlap_hours: Annotated[int, Field(ge=0, le=168)] = 0


class Secret(Struct, frozen=True):
    """A secret that works, without the secret itself. `ends_at` None: until another takes its place."""

    created_at: datetime
    ends_at: datetime | None


class Client(Struct, frozen=True):
    """A client as its body's managers see it. `used_at` None: never."""

    account: UUID
    name: str
    scopes: list[str]
    calls_a_minute: int
    created_at: datetime
    ended_at: datetime | None
    used_at: datetime | None
    version: int
    secrets: list[Secret]


class PublishedKeys(Struct, frozen=True):
    """Public keys of access tokens (RFC 7517)."""

    keys: list[dict[str, Any]]
