"""Shapes of a provider, in and out."""

from typing import Annotated
from uuid import UUID

from msgspec import Struct
from pydantic import BaseModel, field_validator
from pydantic_core import PydanticCustomError

from auth.permissions.rules import Role
from auth.providers.rules import Algorithm, ClaimsFrom, TokenAuth
from foundation.text.text_type import Line, OneLine, Paragraphs

Name = Annotated[str, OneLine(60)]
Words = Annotated[str, Paragraphs(2000, may_be_empty=True)]


class ProviderSettings(BaseModel):
    """What may be changed. `group_roles` are lines `group=role`; `secret` empty keeps the one that is there."""

    name: Name
    client_id: Line
    token_auth: TokenAuth
    algorithms: list[Algorithm]
    scopes: Line = "openid"
    acr: Annotated[str, OneLine(400, may_be_empty=True)] = ""
    claims_from: ClaimsFrom = ClaimsFrom.ID_TOKEN
    groups_claim: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    group_roles: Words = ""
    secret: Annotated[str, Paragraphs(8000, may_be_empty=True)] = ""
    is_open: bool = False
    version: int = 1

    @field_validator("algorithms")
    @classmethod
    def _one_at_least(cls, value: list[Algorithm]) -> list[Algorithm]:
        if not value:
            raise PydanticCustomError("algorithms", "署名の方式を、1つ以上選んでください。")
        return value

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, value: str) -> str:
        if "openid" not in value.split():
            raise PydanticCustomError("scopes", "スコープには openid を含めてください。")
        return value

    @field_validator("group_roles")
    @classmethod
    def _lines_of_group_and_role(cls, value: str) -> str:
        for line in value.splitlines():
            group, _, role = line.rpartition("=")
            if line.strip() and not (group.strip() and role.strip() in set(Role)):
                raise PydanticCustomError(
                    "group_roles",
                    "1行に1つ「グループ=役割」と書いてください。役割は manager hr finance clerk reader auditor です。",
                )
        return value


class NewProvider(ProviderSettings):
    """A provider to be registered. The issuer is compared letter by letter, a slash at the end included."""

    preset: str = "other"
    issuer: Line


class ProviderChange(ProviderSettings):
    """A provider as it is to be from now on."""


class Provider(Struct, frozen=True):
    """A provider as its body's managers and the sign-in see it; never with its secret."""

    id: UUID
    organisation: UUID
    organisation_name: str
    preset: str
    name: str
    issuer: str
    client_id: str
    token_auth: str
    algorithms: list[str]
    scopes: list[str]
    acr: list[str]
    claims_from: str
    groups_claim: str
    group_roles: list[str]
    is_open: bool
    version: int

    @property
    def groups_count(self) -> bool:
        """Whether groups there speak for roles here."""
        return bool(self.groups_claim and self.group_roles)


class Door(Struct, frozen=True):
    """A provider as the sign-in page offers it."""

    id: UUID
    name: str
    organisation_name: str


class Doors(Struct, frozen=True):
    """Whether any body has an open provider, and those of the bodies asked for."""

    offered: bool
    found: list[Door]
