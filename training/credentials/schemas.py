"""What comes in about badges, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Struct

from foundation.text.shape import Shape
from foundation.text.text_type import OneLine, Paragraphs


class BadgeAsked(Shape):
    """What a badge is wanted of: a registration in force, or a completion."""

    kind: Literal["registration", "training"]
    subject: UUID


class Sharing(Shape):
    """Whether anybody with the link may read the badge."""

    shared: bool = False
    version: int


class Revocation(Shape):
    """Why a badge no longer counts; its holder reads it."""

    reason: Annotated[str, Paragraphs(500)]
    version: int


class Checking(Shape):
    """A badge to check: the token, or the JSON file's text; and, where one wants to know, whose it should be."""

    badge: Annotated[str, Paragraphs(20_000)]
    holder: Annotated[str, OneLine(100, may_be_empty=True)] = ""


class BadgeRow(Struct, frozen=True):
    """A badge. `valid_until` None: it does not lapse."""

    id: UUID
    member: UUID
    kind: str
    subject: UUID
    issuer: UUID
    issuer_name: str
    name: str
    signed: str
    created_at: datetime
    valid_until: date | None
    shared: bool
    revoked_on: date | None
    revoked_because: str
    version: int


class Claimable(Struct, frozen=True):
    """Something the viewer could have a badge of."""

    kind: str
    subject: UUID
    name: str


class Checked(Struct, frozen=True):
    """What checking found; what the badge says, where its signature is right.

    `valid_until` is inclusive, None: it does not lapse; `holder_matches` None: not asked.
    """

    finding: str
    title: str
    meaning: str
    name: str = ""
    issuer_name: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    holder_matches: bool | None = None


class PublishedKeys(Struct, frozen=True):
    """A key set (RFC 7517)."""

    keys: list[dict[str, Any]]
