"""What comes in about towns, and what goes out: facts, and what an import of facts came to."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from msgspec import Struct
from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from foundation.text.field_types import Number
from foundation.text.search import search_key
from foundation.text.shape import Shape
from foundation.text.text_type import Line, OneLine
from registry.municipalities.rules import ANSWERS, DX_STAFF, TYPED

NUMBER: Final = re.compile(r"\d{1,6}(?:\.\d{1,2})?")
WORDS: Final = {search_key(word): code for code, word in ANSWERS.items()} | {search_key("調査なし"): "not_surveyed"}
Answer = Literal["yes", "no", "not_surveyed", "no_answer"]


def value_in(text: str) -> tuple[Decimal | None, str | None]:
    """A number, or an answer by its word: `1.5`, `実施`, `調査無し`. Raises `ValueError` with the sentence why not."""
    typed = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if NUMBER.fullmatch(typed):
        return Decimal(typed), None
    if search_key(text) not in WORDS:
        raise ValueError("数か、実施・未実施・調査無し・無回答のどれかで書いてください。")
    return None, WORDS[search_key(text)]


class NewFact(Shape):
    """A fact as of a day: DX staff as a number in full-time equivalents, everything else as an answer, with its source.

    調査無し and 無回答 are answers of their own, never a no; they stand for a number too.
    """

    indicator: str
    number: Annotated[Decimal, Field(ge=0, le=100_000)] | None = None
    answer: Answer | None = None
    as_of: date
    source: Line

    @field_validator("indicator")
    @classmethod
    def _typed(cls, value: str) -> str:
        if value not in TYPED:
            raise PydanticCustomError("indicator", "項目を一覧から選んでください。")
        return value

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if (self.number is None) == (self.answer is None):
            raise ValueError("値を、数か答えのどちらかで入力してください。")
        if self.indicator == DX_STAFF and self.answer in ("yes", "no"):
            raise ValueError("職員の数は、数か、調査無し・無回答で入力してください。")
        if self.indicator != DX_STAFF and self.number is not None:
            raise ValueError("この項目は、実施・未実施・調査無し・無回答のどれかで入力してください。")
        return self


class FactEntry(Shape):
    """A fact as a page or a program sends it. `version` 0: none is known of that day."""

    indicator: str
    value: Annotated[str, OneLine(20)]
    as_of: date
    source: Line
    version: Number = 0

    @model_validator(mode="after")
    def _sound(self) -> Self:
        self.fact()
        return self

    def fact(self) -> NewFact:
        """The fact itself."""
        number, answer = value_in(self.value)
        given = {"indicator": self.indicator, "as_of": self.as_of, "source": self.source}
        return NewFact.model_validate(given | {"number": number, "answer": answer})


class StandingFact(Struct, frozen=True):
    """A fact as it stands. `published`: from a ministry's file; `recorder` names who recorded it otherwise."""

    municipality: UUID
    indicator: str
    number: Decimal | None
    answer: str | None
    as_of: date
    source: str
    version: int
    recorder: str | None

    @property
    def published(self) -> bool:
        """Whether it came from a published file, which nobody changes here."""
        return self.recorder is None


class FactRow(Struct, frozen=True):
    """The latest fact of one indicator: a number or an answer, as of a day, from a source."""

    indicator: str
    name: str
    number: Decimal | None
    answer: str | None
    as_of: date
    source: str


class Recorded(Struct, frozen=True):
    """How many facts an import added, changed, and found as they were."""

    added: int
    changed: int
    unchanged: int


class LeftOut(Struct, frozen=True):
    """What was not imported: the row a spreadsheet shows, whose it is, and why."""

    row_number: int
    code: str
    name: str
    reason: str


class PopulationImported(Struct, frozen=True):
    """An import of residents. `outside`: right codes that are no municipality of the list."""

    residents: int
    municipalities: int
    recorded: Recorded
    broken: list[LeftOut]
    outside: list[str]
    sums_differ: list[str]


class IndicatorTotal(Struct, frozen=True):
    """One indicator of the survey: how many answered yes, of how many surveyed. A number's indicator has no yes."""

    name: str
    yes: int
    surveyed: int
    not_surveyed: int
    share: Decimal | None
    numbers: int


class SurveyImported(Struct, frozen=True):
    """An import of the survey."""

    totals: list[IndicatorTotal]
    recorded: Recorded
    broken: list[LeftOut]
