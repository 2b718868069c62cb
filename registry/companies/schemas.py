"""What comes in about companies, and what goes out."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from foundation.text.codes import is_corporate_number
from foundation.text.field_types import Number
from foundation.text.ids import body_id
from foundation.text.search import search_key
from foundation.text.shape import Shape
from foundation.text.sheet_reading import Misfit
from foundation.text.text_type import OneLine, Paragraphs, digits
from registry.companies.rules import Standing
from registry.municipalities.naming import town_named

MOST_DEALINGS = 300
Headcount = Annotated[Number, Field(ge=0, le=999)]
Email = Annotated[str, OneLine(254), Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class Dealing(Shape):
    """A municipality the company does business with, and what."""

    municipality: UUID
    what: Annotated[str, OneLine(200, may_be_empty=True)] = ""


class Listing(Shape):
    """What the company itself says: people on offer by role, conditions, contact, dealings."""

    producer: Headcount = 0
    project_manager: Headcount = 0
    service_designer: Headcount = 0
    engineer: Headcount = 0
    conditions: Annotated[str, Paragraphs(2000, may_be_empty=True)] = ""
    contact_name: Annotated[str, OneLine(100, may_be_empty=True)] = ""
    contact_email: Email | None = None
    contact_phone: Annotated[str, OneLine(30)] | None = None
    dealings: list[Dealing] = Field(default_factory=list, max_length=MOST_DEALINGS)

    def offers(self) -> dict[str, int]:
        """Role -> how many people, without the roles of which there are none."""
        counts = {"producer": self.producer, "project_manager": self.project_manager,
                  "service_designer": self.service_designer, "engineer": self.engineer}  # fmt: skip
        return {role: count for role, count in counts.items() if count}


class NewCompany(Listing):
    """A company put on the list of the viewer's body. `organisation`: one that the body has registered before."""

    organisation: UUID | None = None
    name: Annotated[str, OneLine(200)]
    kana: Annotated[str, OneLine(200, may_be_empty=True)] = ""
    corporate_number: str | None = None
    listed_until: date

    @field_validator("corporate_number")
    @classmethod
    def _checked(cls, value: str | None) -> str | None:
        if value is None:
            return None
        number = digits(value).strip()
        if not is_corporate_number(number):
            raise PydanticCustomError(
                "corporate_number", "法人番号は13桁です。検査数字が合っているか確かめてください。"
            )
        return number


class CompanyEdit(Listing):
    """The listing as it shall be. `listed_until` is the keeping body's to change; `version` the one the editor saw."""

    listed_until: date | None = None
    version: Number


class Receivers(Shape):
    """The bodies a listing is shared to: exactly these."""

    receivers: list[UUID] = Field(default_factory=list, max_length=47)


def dealings_in(text: str) -> list[dict[str, Any]]:
    """Lines such as `広島県世羅町：住民情報システムの保守`. Raises `Misfit` naming the line that names no town."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        town, _, what = line.replace(":", "：").partition("：")
        try:
            found.append({"municipality": body_id(town_named(town.strip()).code6), "what": what.strip()})
        except Misfit as misfit:
            raise Misfit(f"{number}行目：{misfit}", field="dealings") from misfit
    return found


class _DealingLines(Shape):
    """Dealings as the page sends them: one line each."""

    dealing_lines: Annotated[str, Paragraphs(20_000, may_be_empty=True)] = ""

    @field_validator("dealing_lines")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            dealings_in(value)
        except Misfit as misfit:
            raise PydanticCustomError("dealings", "{sentence}", {"sentence": str(misfit)}) from misfit
        return value

    def _given(self) -> dict[str, Any]:
        given = self.model_dump(exclude={"dealing_lines", "dealings"}, exclude_unset=True)
        return given | {"dealings": dealings_in(self.dealing_lines)}


class NewCompanyForm(NewCompany, _DealingLines):
    """A new listing as the page sends it."""

    def new_company(self) -> NewCompany:
        """The same as a program would send it."""
        return NewCompany.model_validate(self._given())


class CompanyEditForm(CompanyEdit, _DealingLines):
    """An edit as the page sends it."""

    def company_edit(self) -> CompanyEdit:
        """The same as a program would send it."""
        return CompanyEdit.model_validate(self._given())


class ListingEnd(Struct, frozen=True):
    """Until when a company is listed. `standing`: whether the listing holds today."""

    id: UUID
    name: str
    listed_until: date
    standing: Standing


class CompanyRow(ListingEnd, frozen=True):
    """A company in a list. `offers`: role -> people."""

    kana: str
    registered_by: UUID
    keeper_name: str
    offers: dict[str, int]
    dealings: int


class DealingRow(Struct, frozen=True):
    """A municipality the company does business with."""

    municipality: UUID
    name: str
    code: str
    prefecture: str
    what: str


class CompanyPage(Struct, frozen=True):
    """A listing, whole. `receivers`: bodies it is shared to; known to the keeping body alone."""

    row: CompanyRow
    corporate_number: str | None
    conditions: str
    contact_name: str
    contact_email: str | None
    contact_phone: str | None
    dealings: list[DealingRow]
    receivers: list[UUID]
    version: int


def name_key(name: str, kana: str) -> str:
    """What a company is searched by."""
    return search_key(name + kana)
