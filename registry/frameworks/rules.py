"""The models of co-operation (`domain.md`, "Four co-operation models to serve")."""

from datetime import date
from enum import StrEnum
from typing import Final


class Model(StrEnum):
    """After the prefecture that first did it so."""

    EHIME = "ehime"
    HIROSHIMA = "hiroshima"
    KUMAMOTO = "kumamoto"
    NAGANO = "nagano"
    OTHER = "other"


MODELS: Final = {
    Model.EHIME: "専門人材を県と市町で共有する",
    Model.HIROSHIMA: "県と市町で共同採用し、順に派遣する",
    Model.KUMAMOTO: "県内企業の人材が全市町村を訪ねる",
    Model.NAGANO: "広域の組合が採用と調達を担う",
    Model.OTHER: "そのほか",
}


class OwnerKind(StrEnum):
    """What kind of body keeps the pool: not always the prefecture (`domain.md`, framework)."""

    PREFECTURE = "prefecture"
    UNION = "union"
    CITY_GROUP = "city_group"
    MUNICIPALITY = "municipality"
    OTHER = "other"


OWNER_KINDS: Final = {
    OwnerKind.PREFECTURE: "都道府県",
    OwnerKind.UNION: "一部事務組合・広域連合",
    OwnerKind.CITY_GROUP: "連携中枢都市圏などの市町の集まり",
    OwnerKind.MUNICIPALITY: "市区町村",
    OwnerKind.OTHER: "そのほか",
}
MODEL_NAMES: Final = {
    Model.EHIME: "愛媛型", Model.HIROSHIMA: "広島型", Model.KUMAMOTO: "熊本型", Model.NAGANO: "長野型",
    Model.OTHER: "そのほか",
}  # fmt: skip

PROMISED: Final = date(2026, 3, 31)
"""By when every prefecture has its framework (cabinet decision of June 2024: within fiscal 2025)."""


def promise(*, founded: bool, started_on: date | None) -> str:
    """How a prefecture stands to what was promised."""
    if not founded:
        return "まだ"
    if started_on is None:
        return "日付の記録なし"
    return "期限まで" if started_on <= PROMISED else "期限の後"
