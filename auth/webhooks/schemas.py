"""Shapes of webhooks, in and out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from auth.webhooks.rules import KINDS
from foundation.text.field_types import Number
from foundation.text.shape import Shape
from foundation.text.text_type import OneLine


class WebhookSettings(Shape):
    """Where to tell, and of which nouns."""

    name: Annotated[str, OneLine(100)]
    url: Annotated[str, OneLine(500)]
    kinds: Annotated[list[str], Field(min_length=1)]

    @field_validator("kinds")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if not set(value) <= set(KINDS):
            raise PydanticCustomError("kinds", "知らせるできごとを、一覧から選んでください。")
        return value


class NewWebhook(WebhookSettings):
    """A webhook to be registered."""


class WebhookChange(WebhookSettings):
    """A webhook as it is to be from now on."""

    version: Number


class Webhook(Struct, frozen=True):
    """A webhook as its body's managers see it; `failing` counts deliveries that were given up."""

    id: UUID
    name: str
    url: str
    kinds: list[str]
    created_at: datetime
    ended_at: datetime | None
    version: int
    failing: int


class Delivery(Struct, frozen=True):
    """One event told, or not yet. `status` is the receiver's last answer, `failure` one word where none came."""

    id: UUID
    noun: str
    verb: str
    happened_at: datetime
    state: str
    attempts: int
    status: int | None
    failure: str
    tried_at: datetime | None


class WebhookPage(Struct, frozen=True):
    """A webhook with its latest deliveries."""

    webhook: Webhook
    deliveries: list[Delivery]


class Event(Struct, frozen=True):
    """What is sent: ids and kinds. Whoever wants more asks the API with a token of its own."""

    id: UUID
    kind: str
    subject: UUID | None
    organisation: UUID
    at: datetime
