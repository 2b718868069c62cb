"""The database makes the same search key as the application: a text typed in either spelling is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.text.search import _FOLDED, containing, search_key
from tests.house.catalogue import Connection
from tests.house.conftest import catalogue

__all__ = ["catalogue"]
pytestmark = pytest.mark.database

LETTERS = st.one_of(
    st.sampled_from([chr(point) for point in _FOLDED if point]),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.characters(min_codepoint=0x3040, max_codepoint=0x30FF),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF),
    st.sampled_from(" \n\t　㍿㌔ｶﾞ①"),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(LETTERS, max_size=200))
async def test_the_two_keys_are_one(catalogue: Connection, text: str) -> None:
    assert await catalogue.fetchval("select search_key($1)", text) == search_key(text)


async def test_every_folded_letter_is_folded_by_both(catalogue: Connection) -> None:
    letters = [chr(point) for point in _FOLDED if point]
    rows = await catalogue.fetch("select letter, search_key(letter) as key from unnest($1::text[]) letter", letters)
    assert [(row["letter"], row["key"]) for row in rows] == [(letter, search_key(letter)) for letter in letters]


async def test_signs_of_like_stand_for_themselves(catalogue: Connection) -> None:
    for text, word, found in (("100%", "0%", True), ("1000", "0%", False), ("a_b", "_", True), ("ab", "_", False)):
        assert await catalogue.fetchval("select $1::text like $2", text, containing(word)) is found
