"""A name that several prefectures have needs its prefecture; a code needs none."""

import pytest

from foundation.text.sheet_reading import Misfit
from registry.municipalities.naming import town_named
from registry.municipalities.reference import municipalities, prefectures


@pytest.mark.parametrize(
    ("text", "prefecture", "code"),
    [
        ("344621", "", "344621"),
        ("３４４６２１", "", "344621"),
        ("011002", "", "011002"),
        ("11002", "", "011002"),
        ("世羅町", "", "344621"),
        ("広島県世羅町", "", "344621"),
        ("府中市", "広島県", "342084"),
        ("東京都府中市", "", "132063"),
        ("伊達市", "北海道", "012335"),
        ("伊達市", "福島県", "072133"),
        ("檮原町", "", "394050"),
    ],
)
def test_a_municipality_by_code_or_name(text: str, prefecture: str, code: str) -> None:
    assert town_named(text, prefecture=prefecture).code6 == code


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("府中市", "東京都と広島県"),
        ("伊達市", "北海道と福島県"),
        ("344620", "一覧にありません"),
        ("架空町", "一覧にありません"),
    ],
)
def test_what_names_no_one_municipality_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(Misfit, match=sentence):
        town_named(text)


def test_every_municipality_is_found_by_prefecture_and_name() -> None:
    halls = {hall.code: hall.name for hall in prefectures()}
    lost = [town for town in municipalities() if town_named(town.name, prefecture=halls[town.prefecture_code]) != town]
    assert lost == []
