"""Pydantic's complaints in the words of the page: what is wrong and what to do."""

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ValidationError

SENTENCES: Mapping[str, str] = {
    "missing": "入力してください。",
    "string_too_short": "入力してください。",
    "string_too_long": "{max_length}文字以内で入力してください。",
    "too_short": "一つ以上選んでください。",
    "too_long": "{max_length}個までにしてください。",
    "int_parsing": "数字で入力してください。",
    "int_from_float": "整数で入力してください。",
    "float_parsing": "数字で入力してください。",
    "decimal_parsing": "数字で入力してください。",
    "greater_than": "{gt}より大きい数を入力してください。",
    "greater_than_equal": "{ge}以上で入力してください。",
    "less_than": "{lt}より小さい数を入力してください。",
    "less_than_equal": "{le}以下で入力してください。",
    "date_parsing": "日付を確かめてください（例：2027年4月1日）。",
    "date_from_datetime_parsing": "日付を確かめてください（例：2027年4月1日）。",
    "enum": "選択肢から選んでください。",
    "literal_error": "選択肢から選んでください。",
    "uuid_parsing": "選択肢から選んでください。",
    "bool_parsing": "選択肢から選んでください。",
    "extra_forbidden": "この項目は受け付けていません。",
    "json_invalid": "JSONとして読み取れません。",
}
GENERAL = "内容を確かめてください。"
NOT_CHOSEN = "選んでください。"


def sentence_for(item: Mapping[str, Any], *, chosen: bool = False) -> str:
    """The sentence for one of `ValidationError.errors()`; our own validators already speak Japanese.

    `chosen`: the page offers what can be given, so that nothing given is nothing chosen.
    """
    if chosen and item["type"] == "missing":
        return NOT_CHOSEN
    context = item.get("ctx") or {}
    if item["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", GENERAL))
    if item["type"] in SENTENCES:
        return SENTENCES[item["type"]].format(**context)
    own = str(item["msg"])  # as it is: what was typed stands in it, and may hold braces
    return own if any(ord(sign) > 0x2FFF for sign in own) else GENERAL


def errors_of(error: ValidationError, *, choices: Collection[str] = ()) -> dict[str, str]:
    """Field -> its first Japanese sentence, in the shape's order; nested places are joined with a full stop.

    `choices`: fields that are chosen, not written.
    """
    chosen, errors = {(name,) for name in choices}, dict[str, str]()
    for item in error.errors():
        errors.setdefault(
            ".".join(str(part) for part in item["loc"]) or "_", sentence_for(item, chosen=item["loc"][:1] in chosen)
        )
    return errors


@cache
def choices_of(shape: type[BaseModel]) -> frozenset[str]:
    """The fields of a shape that a page offers choices for."""
    return frozenset(name for name, field in shape.model_fields.items() if _is_choice(field.annotation))


def _is_choice(annotation: Any) -> bool:
    """Whether a page offers the values to choose from: ids, words of a list, yes or no."""
    kinds = [kind for kind in (annotation, *get_args(annotation)) if kind is not type(None)]
    return any(
        get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, Enum | UUID | bool))
        for kind in kinds
    )
