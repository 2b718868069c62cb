"""Which municipality a text names: by 団体コード, or by name with its prefecture where the name occurs twice. Pure."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from foundation.text.codes import is_code6
from foundation.text.search import search_key
from foundation.text.sheet_reading import Misfit
from foundation.text.text_type import digits
from registry.municipalities.reference import Municipality, municipalities, prefectures

UNKNOWN: Final = "この市区町村は一覧にありません。団体コード（6桁）か、都道府県と市区町村名で書いてください。"


def town_named(text: str, *, prefecture: str = "") -> Municipality:
    """The municipality that `text` names: `344621`, `広島県世羅町`, or `世羅町` (with `prefecture` or alone).

    Raises `Misfit` where there is none, or where the name occurs in several prefectures (府中市, 伊達市).
    """
    typed = digits(text).strip()
    if typed.isdigit():
        code = typed.zfill(6)
        if not is_code6(code) or code not in _by_code():
            raise Misfit(UNKNOWN)
        return _by_code()[code]
    found = _by_name().get(search_key(prefecture + text), ())
    if not found:
        raise Misfit(UNKNOWN)
    if len(found) > 1:
        halls = "と".join(_halls()[town.prefecture_code] for town in found)
        raise Misfit(f"「{text.strip()[:40]}」は{halls}にあります。都道府県の名前を付けてください。")
    return found[0]


@cache
def _by_code() -> Mapping[str, Municipality]:
    return {town.code6: town for town in municipalities()}


@cache
def _halls() -> Mapping[str, str]:
    return {hall.code: hall.name for hall in prefectures()}


@cache
def _by_name() -> Mapping[str, tuple[Municipality, ...]]:
    """Search key of a name, alone and with its prefecture -> the municipalities that bear it."""
    found: dict[str, tuple[Municipality, ...]] = {}
    for town in municipalities():
        for name in (town.name, _halls()[town.prefecture_code] + town.name):
            key = search_key(name)
            found[key] = (*found.get(key, ()), town)
    return found
