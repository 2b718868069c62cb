import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.search import bigrams, search_key


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("髙橋　𠮷郎", "高橋吉郎"),
        ("﨑山", "崎山"),
        ("渡邊 渡邉", "渡辺渡辺"),
        ("栁田", "柳田"),
        ("濵口", "浜口"),
        ("檮原町", "梼原町"),
        ("龍ヶ崎市", "竜ケ崎市"),
        ("やまだ　たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("ＤＸ推進", "dx推進"),
        ("葛\U000e0100城", "葛城"),
        ("㈱デジタル", "(株)デジタル"),
        ("ゔぁいおりん", "ヴァイオリン"),
    ],
)
def test_spellings_of_one_name_share_a_key(stored: str, typed: str) -> None:
    assert search_key(stored) == search_key(typed)


def test_different_names_keep_different_keys() -> None:
    assert search_key("佐藤") != search_key("佐東")


@given(st.text())
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_bigrams_are_distinct_pairs_in_order() -> None:
    assert bigrams("税務税務課") == ["税務", "務税", "務課"]


def test_bigrams_count_code_points() -> None:
    assert bigrams("𠀋田町") == ["𠀋田", "田町"]


def test_short_keys() -> None:
    assert bigrams("税") == ["税"]
    assert bigrams("") == []


@given(st.text(min_size=2), st.text(), st.text())
def test_a_contained_word_has_all_its_pairs_in_the_longer_text(word: str, before: str, after: str) -> None:
    assert set(bigrams(word)) <= set(bigrams(before + word + after))
