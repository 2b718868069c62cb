"""Pydantic's complaints in the words of the page: what is wrong and what to do."""

from collections.abc import Mapping
from typing import Any

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


def sentence_for(item: Mapping[str, Any]) -> str:
    """The sentence for one of `ValidationError.errors()`; our own validators already speak Japanese."""
    context = item.get("ctx") or {}
    if item["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", GENERAL))
    if item["type"] in SENTENCES:
        return SENTENCES[item["type"]].format(**context)
    own = str(item["msg"])  # as it is: what was typed stands in it, and may hold braces
    return own if any(ord(sign) > 0x2FFF for sign in own) else GENERAL
