"""Prefectures and municipalities as shipped with the product (reference/SOURCES.md says from where)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from uuid import UUID

from foundation.text.codes import is_code6
from foundation.text.ids import body_id

PREFECTURES = 47
MUNICIPALITIES = 1_741


class Kind(StrEnum):
    """What a municipality is; designated cities are not counted among `CITY`."""

    DESIGNATED_CITY = "designated_city"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    SPECIAL_WARD = "special_ward"


@dataclass(frozen=True)
class Prefecture:
    code6: str
    code: str
    name: str
    kana: str


@dataclass(frozen=True)
class Municipality:
    """Coordinates are those of the main office, in degrees (WGS 84)."""

    code6: str
    name: str
    kana: str
    kind: Kind
    prefecture_code: str
    latitude: float
    longitude: float
    coordinate_source: str


@dataclass(frozen=True)
class ReferenceCheck:
    prefectures: int
    municipalities: int
    bad_check_digits: int

    @property
    def complete(self) -> bool:
        return self == ReferenceCheck(PREFECTURES, MUNICIPALITIES, 0)


@cache
def prefecture_names() -> Mapping[UUID, str]:
    """Body -> name of each prefecture, for lists that would ask the database for what is shipped."""
    return {body_id(prefecture.code6): prefecture.name for prefecture in prefectures()}


@cache
def prefectures() -> tuple[Prefecture, ...]:
    """All prefectures in code order."""
    return tuple(
        Prefecture(code6=row["code6"], code=row["prefecture_code"], name=row["name"], kana=row["kana"])
        for row in _rows("prefectures.csv")
    )


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities in code order."""
    return tuple(
        Municipality(
            code6=row["code6"],
            name=row["name"],
            kana=row["kana"],
            kind=Kind(row["kind"]),
            prefecture_code=row["prefecture_code"],
            latitude=float(row["lat"]),
            longitude=float(row["lng"]),
            coordinate_source=row["coordinate_source"],
        )
        for row in _rows("municipalities.csv")
    )


def check_reference() -> ReferenceCheck:
    """What the shipped list holds, to be compared with the numbers of Japan on 1 January 2025."""
    codes = [*(place.code6 for place in prefectures()), *(place.code6 for place in municipalities())]
    return ReferenceCheck(
        prefectures=len({place.code for place in prefectures()}),
        municipalities=len({place.code6 for place in municipalities()}),
        bad_check_digits=sum(not is_code6(code) for code in codes),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("registry.municipalities").joinpath("reference", name).read_text("utf-8")
    return csv.DictReader(text.splitlines())
