"""The eight regions of Japan (八地方区分), by the two digits that a prefecture's 団体コード begins with."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from foundation.text.ids import body_id
from registry.municipalities.reference import prefectures


class Region(StrEnum):
    """A region of Japan."""

    HOKKAIDO = "hokkaido"
    TOHOKU = "tohoku"
    KANTO = "kanto"
    CHUBU = "chubu"
    KINKI = "kinki"
    CHUGOKU = "chugoku"
    SHIKOKU = "shikoku"
    KYUSHU = "kyushu"


REGIONS: Final = {
    Region.HOKKAIDO: "北海道",
    Region.TOHOKU: "東北",
    Region.KANTO: "関東",
    Region.CHUBU: "中部",
    Region.KINKI: "近畿",
    Region.CHUGOKU: "中国",
    Region.SHIKOKU: "四国",
    Region.KYUSHU: "九州・沖縄",
}
_FIRST: Final = {
    1: Region.HOKKAIDO, 2: Region.TOHOKU, 8: Region.KANTO, 15: Region.CHUBU, 24: Region.KINKI, 31: Region.CHUGOKU,
    36: Region.SHIKOKU, 40: Region.KYUSHU,
}  # fmt: skip
"""Number of a region's first prefecture -> region: the numbers run from north to south."""


def region_of(code6: str) -> Region:
    """The region of a prefecture."""
    return _FIRST[max(first for first in _FIRST if first <= int(code6[:2]))]


def prefectures_in(regions: Iterable[Region], codes: Iterable[str]) -> list[UUID]:
    """The prefectures of these regions, and those of these 団体コード; of codes that are none nothing."""
    wanted, named = set(regions), set(codes)
    return [body_id(hall.code6) for hall in prefectures() if region_of(hall.code6) in wanted or hall.code6 in named]
