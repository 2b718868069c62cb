"""Shapes of invitations and roles, in and out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import BaseModel, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from auth.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from auth.permissions.rules import Role
from foundation.text.text_type import OneLine

Name = Annotated[str, OneLine(100)]
Address = Annotated[str, OneLine(200), StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
NewPassword = Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]


class NewInvitation(BaseModel):
    """Somebody to be invited to a role. `organisation` names a town of the viewer's reach; empty: the own body."""

    display_name: Name
    address: Address
    role: Role
    division: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    organisation: UUID | None = None


class RoleChange(BaseModel):
    """The role that somebody has from today."""

    role: Role


class Review(BaseModel):
    """What the year's review says of a role."""

    kept: bool


class Decision(BaseModel):
    """Whether a role that was asked for is given."""

    granted: bool


class Acceptance(BaseModel):
    """How an invited person wants to sign in. `again` is the password once more."""

    login: Annotated[str, OneLine(100)] = ""
    password: NewPassword
    again: str

    @model_validator(mode="after")
    def _typed_twice(self) -> "Acceptance":
        if self.password != self.again:
            raise PydanticCustomError("again", "2つのパスワードが違います。もう一度入力してください。")
        return self


class Holder(Struct, frozen=True):
    """Somebody who works for the body. `reviewed_on` is when the role was last looked at."""

    holding: UUID
    account: UUID
    display_name: str
    division: str
    login: str
    role: str
    since: date
    reviewed_on: date | None
    due: bool


class Invited(Struct, frozen=True):
    """An invitation that has not been accepted."""

    id: UUID
    display_name: str
    address: str
    role: str | None
    organisation_name: str
    expires_at: datetime


class Asked(Struct, frozen=True):
    """A role that waits for a decision."""

    id: UUID
    display_name: str
    role: str
    asked_at: datetime


class Welcome(Struct, frozen=True):
    """An invitation as the invited person sees it."""

    id: UUID
    organisation: UUID
    organisation_name: str
    display_name: str
    address: str
    role: str | None
    member: UUID | None
    account: UUID | None
    login: str | None
