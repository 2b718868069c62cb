"""Which data sets are published, under which licence, and the hash by which a number can be replayed. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

LICENCE: Final = "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
ENDINGS: Final = {"csv": "text/csv", "json": "application/json"}
FIGURES: Final = "figures"
FRAMEWORKS: Final = "frameworks"
PROCUREMENTS: Final = "joint-procurements"
SURVEY: Final = "survey-"
"""The data set of a survey: this and the definition's code."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set: what a row is, how it is defined, where it comes from."""

    name: str
    title: str
    about: str
    source: str


REGISTERS: Final = (
    DataSet(FIGURES, "全国の数字", "1行が1つの数字です。3人未満の欄と、引き算で分かる欄は空です。",
            "この仕組みの記録"),
    DataSet(FRAMEWORKS, "都道府県の推進体制", "47都道府県の推進体制。1行が1つの都道府県です。", "都道府県の公表資料"),
    DataSet(PROCUREMENTS, "共同調達", "共同で調達されている情報システムの種類と、都道府県の数。",
            "内閣官房の調査（2024年2月）"),
)  # fmt: skip


def sha256(content: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def number_hash(*, definition: str, figure: str, dimension: str, day: date, value: int | None) -> str:
    """The hash of one published number: its definition's words, what it counts, the day and the value."""
    told = "" if value is None else str(value)
    return sha256("\n".join([definition, figure, dimension, day.isoformat(), told]).encode())
