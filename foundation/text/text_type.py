"""String types for Pydantic shapes: trimmed, without what the database or a page cannot hold.

`Line` and `Prose` have usual lengths; another is `Annotated[str, OneLine(60)]`. Lengths count code points.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
# Control characters (NUL among them), lone surrogates, line and paragraph separators.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Marks that reverse the direction of writing: a name could be shown as another (Unicode TR 36).
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def digits(text: str) -> str:
    """`text` with full-width digits as half-width ones; everything else stays."""
    return text.translate(_FULL_WIDTH_DIGITS)


@dataclass(frozen=True)
class _TextRule:
    max_length: int
    may_be_empty: bool = False
    allowed: frozenset[str] = frozenset()

    def clean(self, value: object) -> object:
        """The trimmed text, or a PydanticCustomError in Japanese; what is no string passes on."""
        if not isinstance(value, str):
            return value
        text = value.replace("\r\n", "\n").strip()
        if not text and not self.may_be_empty:
            raise PydanticCustomError("text_empty", "入力してください。")
        if len(text) > self.max_length:
            raise PydanticCustomError(
                "text_too_long",
                "{max_length}文字以内で入力してください（今は{length}文字です）。",
                {"max_length": self.max_length, "length": len(text)},
            )
        self._refuse_unsafe(text)
        return text

    def _refuse_unsafe(self, text: str) -> None:
        if "\n" in text and "\n" not in self.allowed:
            raise PydanticCustomError("text_newline", "改行を除いて、1行で入力してください。")
        unsafe = any(unicodedata.category(char) in _UNSAFE_CATEGORIES for char in text if char not in self.allowed)
        if unsafe or _DIRECTION_MARKS.search(text):
            raise PydanticCustomError(
                "text_unsafe",
                "画面に表れない特殊な文字が含まれています。その文字を消して入力し直してください。",
            )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.clean, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        shown = handler(schema)
        return {**shown, "minLength": 0 if self.may_be_empty else 1, "maxLength": self.max_length}


@dataclass(frozen=True)
class OneLine(_TextRule):
    """A string on one line, of at most `max_length` code points after trimming."""

    max_length: int = 200


@dataclass(frozen=True)
class Paragraphs(_TextRule):
    """A string of several lines (`\\n` between them), of at most `max_length` code points after trimming."""

    max_length: int = 4000
    allowed: frozenset[str] = frozenset("\n\t")


Line = Annotated[str, OneLine()]
Prose = Annotated[str, Paragraphs()]
