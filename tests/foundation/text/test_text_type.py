from typing import Annotated

import pytest
from pydantic import BaseModel, ValidationError

from foundation.text.text_type import Line, OneLine, Prose, digits


class Card(BaseModel):
    name: Annotated[str, OneLine(4)]
    title: Line = "題"
    note: Prose = "文"
    memo: Annotated[str, OneLine(10, may_be_empty=True)] = ""


def complaint(**values: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Card.model_validate({"name": "山田", **values})
    return caught.value.errors()[0]["msg"]


def test_text_is_trimmed_and_otherwise_kept_as_typed() -> None:
    card = Card(name="　髙﨑 ", title="ＤＸ推進", note="一行目\r\n二行目\t右\n")
    assert (card.name, card.title, card.note) == ("髙﨑", "ＤＸ推進", "一行目\n二行目\t右")


def test_length_counts_code_points() -> None:
    assert Card(name="𠮷𠮷𠮷𠮷").name == "𠮷𠮷𠮷𠮷"
    assert complaint(name="𠮷𠮷𠮷𠮷𠮷") == "4文字以内で入力してください（今は5文字です）。"


@pytest.mark.parametrize("hidden", ["a\0b", "a\x1bb", "a\ud842b", "a\u2028b", "a\u202eb", "a\x85b"])
def test_what_cannot_be_stored_or_seen_is_refused(hidden: str) -> None:
    assert "特殊な文字" in complaint(title=hidden)
    assert "特殊な文字" in complaint(note=hidden)


def test_a_line_has_no_newline() -> None:
    assert complaint(title="一\n二") == "改行を除いて、1行で入力してください。"


def test_empty_text_is_refused_unless_allowed() -> None:
    assert complaint(title=" 　") == "入力してください。"
    assert Card(name="山田", memo=" ").memo == ""


def test_other_types_are_left_to_pydantic() -> None:
    assert complaint(title=3) == "Input should be a valid string"


def test_the_schema_tells_the_length() -> None:
    shown = Card.model_json_schema()["properties"]
    assert (shown["name"]["minLength"], shown["name"]["maxLength"]) == (1, 4)
    assert shown["memo"]["minLength"] == 0


def test_digits_folds_digits_only() -> None:
    assert digits("１２ー３Ａ") == "12ー3Ａ"
