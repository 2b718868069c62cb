"""What is derived about a municipality, never typed."""

from typing import Final

POPULATION: Final = "population"
DX_STAFF: Final = "dx_staff"
"""Full-time equivalents in charge of DX; below one full-time person counts below 1."""

ONE_PERSON_STAFF: Final = 1
ONE_PERSON_POPULATION: Final = 50_000


INDICATORS: Final = {
    POPULATION: "人口",
    DX_STAFF: "DXを担当する職員（常勤換算）",
    "cio": "CIOの任命",
    "cio_aide": "CIO補佐官等の任命",
    "overall_policy": "全体方針策定",
    "whole_office": "全庁的な体制構築",
    "external_talent": "外部人材活用",
    "staff_training": "職員育成の取組",
    "training_for_all": "全職員対象研修の実施",
    "ai": "AIの導入状況",
    "rpa": "RPAの導入状況",
    "telework": "テレワークの導入状況",
    "my_number_card": "マイナンバーカードの保有状況",
    "family_procedures_online": "子育て・介護26手続のオンライン化状況",
    "usual_procedures_online": "よく使う32手続のオンライン化状況",
    "usual_procedures": "よく使う32手続のオンライン化状況_実施されている手続総数（分母）",
    "usual_procedures_done_online": (
        "よく使う32手続のオンライン化状況_実施されている手続総数のうち「オンライン化済」と回答した手続数（分子）"
    ),
}
"""Code -> name as its source prints it."""

UNITS: Final = {
    POPULATION: "人", DX_STAFF: "人", "my_number_card": "%", "family_procedures_online": "%",
    "usual_procedures_online": "%", "usual_procedures": "手続", "usual_procedures_done_online": "手続",
}  # fmt: skip
TYPED: Final = (DX_STAFF, "cio", "cio_aide", "overall_policy", "whole_office", "external_talent", "staff_training")
"""What a town or its prefecture may record; residents and rates of use come from published files."""

LISTED: Final = (POPULATION, DX_STAFF, "cio", "cio_aide")
"""What the list of towns shows of each."""

ANSWERS: Final = {"yes": "実施", "no": "未実施", "not_surveyed": "調査無し", "no_answer": "無回答"}

_CODES: Final = {name: code for code, name in INDICATORS.items()}


def is_one_person_it(*, dx_staff: float | None, population: int | None) -> bool | None:
    """Whether the town is a one-person IT town (ひとり情シス); None where either fact is missing.

    DX staff at most 1 and population at most 50,000: the ministry's 211 of fiscal 2023 (`decisions.md` 17).
    """
    if dx_staff is None or population is None:
        return None
    return dx_staff <= ONE_PERSON_STAFF and population <= ONE_PERSON_POPULATION


def indicator_code(name: str) -> str:
    """The code of an indicator by its printed name; a new one is kept under the name itself."""
    return _CODES.get(name, name)
