"""What may be declared, and what a declaration means for a proposal (`domain.md`, Conflict of interest)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct


class DeclarationKind(StrEnum):
    """How a member or their employer deals with a town."""

    EMPLOYER_CONTRACT = "employer_contract"
    OWN_BUSINESS = "own_business"
    FAMILY = "family"
    FORMER_POST = "former_post"


KINDS: Final = {
    DeclarationKind.EMPLOYER_CONTRACT: "勤め先がこの町と契約している・入札に出る",
    DeclarationKind.OWN_BUSINESS: "自分の事業がこの町と取引している",
    DeclarationKind.FAMILY: "家族がこの町の仕事に関わっている",
    DeclarationKind.FORMER_POST: "この町に勤めていたことがある",
}
CLEAR: Final = "申告された取引や関係はありません。"


class Declared(Struct, frozen=True):
    """What counts of a declaration when a proposal is checked."""

    kind: str
    bars: bool
    by_colleague: bool
    listed: bool = False
    """Not declared by a person: the employer's own listing says it deals with the town."""


class Finding(Struct, frozen=True):
    """The result for one town: `clear` False bars the line."""

    clear: bool
    sentence: str


def finding_from(declared: Sequence[Declared]) -> Finding:
    """One town's finding from every declaration in force in the line's period; only a barring one bars."""
    if not declared:
        return Finding(clear=True, sentence=CLEAR)
    words = "、".join(dict.fromkeys(_words(one) for one in declared))
    if any(one.bars for one in declared):
        return Finding(clear=False, sentence=f"この町には配置できません。申告：{words}。")
    return Finding(clear=True, sentence=f"申告がありますが、配置は妨げません。申告：{words}。")


def _words(one: Declared) -> str:
    source = "（企業の一覧による）" if one.listed else "（同じ勤め先の人の申告）" if one.by_colleague else ""
    return KINDS[DeclarationKind(one.kind)] + source
