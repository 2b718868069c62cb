"""Shapes of passkeys, in and out."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from pydantic import BaseModel, Field

from auth.passkeys.rules import LONGEST_ANSWER, LONGEST_NAME
from foundation.text.text_type import OneLine

Name = Annotated[str, OneLine(LONGEST_NAME)]


class PasskeyAnswer(BaseModel):
    """What a browser answers: `ticket` is what came with the options, `answer` the credential as JSON text.

    The text is what `PublicKeyCredential.toJSON()` gives (Web Authentication Level 3, section 5.1).
    """

    ticket: Annotated[str, Field(max_length=2000)] = ""
    answer: Annotated[str, Field(max_length=LONGEST_ANSWER)] = ""


class NewPasskey(PasskeyAnswer):
    """A passkey just made, with the name its owner gives it."""

    name: Name


class PasskeyName(BaseModel):
    """Another name. `version` is the one it was typed over."""

    name: Name
    version: int


class Asked(Struct, frozen=True):
    """What a browser is asked: `options` as WebAuthn writes them, `ticket` to be sent back with the answer."""

    ticket: str
    options: dict[str, Any]


class OwnPasskey(Struct, frozen=True):
    """A passkey of one's own. `backed_up`: it is on several devices; `doubted_at`: it serves no more."""

    id: UUID
    name: str
    backed_up: bool
    created_at: datetime
    used_at: datetime | None
    doubted_at: datetime | None
    version: int


class OwnPasskeys(Struct, frozen=True):
    """One's own passkeys. `local`: the account signs in here itself, so that it may have some."""

    login: str
    local: bool
    passkeys: list[OwnPasskey]


class Kept(Struct, frozen=True):
    """A passkey as sign-in needs it."""

    id: UUID
    account: UUID
    public_key: bytes
    doubted: bool
