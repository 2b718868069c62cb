"""Shapes of one's own ways to sign in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from auth.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from foundation.text.text_type import digits

Code = Annotated[str, BeforeValidator(lambda typed: digits(str(typed)).replace(" ", "")), Field(max_length=40)]


class PasswordChange(BaseModel):
    """A new password, typed twice."""

    password: Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]
    again: str

    @model_validator(mode="after")
    def _typed_twice(self) -> "PasswordChange":
        if self.password != self.again:
            raise PydanticCustomError("again", "2つのパスワードが違います。もう一度入力してください。")
        return self


class CodeTyped(BaseModel):
    """A one-time code; full-width digits and spaces are fine."""

    code: Code


class OtherSession(Struct, frozen=True):
    """A session of one's own."""

    created_at: datetime
    seen_at: datetime
    provider: str | None


class OwnLink(Struct, frozen=True):
    """A provider one is linked to."""

    id: UUID
    name: str
    linked_at: datetime
    used_at: datetime | None


class OwnAccount(Struct, frozen=True):
    """One's own account and how it signs in. `codes_left` counts recovery codes; None: no second factor."""

    login: str
    has_password: bool
    second_factor_since: datetime | None
    codes_left: int | None
    waiting: bool
    sessions: list[OtherSession]
    links: list[OwnLink]
    failed: int


class Setup(Struct, frozen=True):
    """An authenticator's secret, before the first code has confirmed it."""

    secret: str
    address: str


class RecoveryCodes(Struct, frozen=True):
    """Recovery codes, told once."""

    codes: list[str]
